/** One line that names the GPU, or undefined where there is none to be had. */
export async function findAdapter(): Promise<string | undefined> {
  // Typed as always there, but absent outside secure contexts and in many browsers.
  const gpu = navigator.gpu as GPU | undefined;
  if (gpu === undefined) return undefined;
  try {
    const adapter = await gpu.requestAdapter();
    if (adapter === null) return undefined;
    const { vendor, architecture, device, description } = adapter.info;
    return [vendor, architecture, device, description].filter((part) => part !== '').join(' ') || 'unnamed';
  } catch {
    return undefined;
  }
}

/** True when the person asked their browser to spare data. */
export function wantsLessData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/**
 * The smallest module with a SIMD instruction: one function that splats a zero. Where it is not valid,
 * the engine would not compile, and the person should hear why before anything is downloaded.
 */
export function hasSimd(): boolean {
  const module = Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
    ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type: () -> v128
    ...[0x03, 0x02, 0x01, 0x00], // one function of that type
    ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b], // i32.const 0, i8x16.splat, end
  );
  return typeof WebAssembly === 'object' && WebAssembly.validate(module);
}
