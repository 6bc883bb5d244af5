import * as ort from 'onnxruntime-web/jspi';
import { serveOrt } from './ort.js';

serveOrt(ort, 'webgpu');
