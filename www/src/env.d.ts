/** Bytes of each engine's wasm file, unpacked: vite.config.ts measures them at the build. */
declare const __CPU_WASM_BYTES__: number;
/** Id of the model with which the site opened when it was built. */
declare const __DEFAULT_MODEL__: string;
/** The page's own version. */
declare const __SPOTCHECK_VERSION__: string;
/** Whether the site has the GPU engine at all. */
declare const __WITH_GPU_ENGINE__: boolean;

/**
 * The compiled engines. By wildcard, so that the types hold before the engines are built; once they are,
 * their own declarations come first, and tsc holds them to `Glue` where they are imported.
 */
declare module '*/engines/cpu/spotcheck_web.js' {
  type Glue = import('./engine/glue').Glue;
  const init: Glue['default'];
  export default init;
  export const warmUp: Glue['warmUp'];
  export const Engine: Glue['Engine'];
  export const Outliner: Glue['Outliner'];
  export const specimen: Glue['specimen'];
}
declare module '*/engines/gpu/spotcheck_web.js' {
  type Glue = import('./engine/glue').Glue;
  const init: Glue['default'];
  export default init;
  export const warmUp: Glue['warmUp'];
  export const Engine: Glue['Engine'];
  export const Outliner: Glue['Outliner'];
  export const specimen: Glue['specimen'];
}
