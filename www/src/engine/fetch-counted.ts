import { Failure } from '../failure';

/** Fetches wasm and counts the bytes as they pass, so that the compiler can work while they come in. */
export async function fetchCounted(url: string, onBytes: (received: number) => void): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) {
    throw new Failure('engine-download', {}, `${url}: HTTP ${response.status}`);
  }
  let received = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received += chunk.byteLength;
      onBytes(received);
      controller.enqueue(chunk);
    },
  });
  // The type is set here: a plain static host may not know `.wasm`, and the compiler insists on it.
  return new Response(response.body.pipeThrough(counter), { headers: { 'content-type': 'application/wasm' } });
}
