import * as ort from 'onnxruntime-web/wasm';
import { serveOrt } from './ort.js';

serveOrt(ort, 'wasm');
