import '@tensorflow/tfjs-backend-webgpu';
import { serveTfjs } from './tfjs.js';

serveTfjs('webgpu');
