import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { serveTfjs } from './tfjs.js';

setThreadsCount(1);
// Only the SIMD build lies there: another one being asked for fails loudly.
setWasmPaths(new URL('./', self.location.href).href);
serveTfjs('wasm');
