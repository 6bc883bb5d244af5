import * as ort from 'onnxruntime-web/webgpu';
import { serveOrt } from './ort.js';

serveOrt(ort, 'webgpu');
