import { Failure, type FailureCode } from '../failure';

/** Opens the camera that looks away from the person, or the one with that id; or says why there is none. */
export async function openCamera(id?: string): Promise<MediaStream> {
  // Typed as always there; browsers take it away from pages that came without TLS.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new Failure(isSecureContext ? 'camera-absent' : 'camera-insecure');
  try {
    return await devices.getUserMedia({
      audio: false,
      video: { ...(id === undefined ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: id } }), width: { ideal: 1920 }, height: { ideal: 1440 } },
    });
  } catch (thrown) {
    throw new Failure(reasonOf(thrown), {}, String(thrown));
  }
}

/** Switches the camera off: its light must go out as soon as the person looks at something else. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function reasonOf(thrown: unknown): FailureCode {
  switch (thrown instanceof DOMException ? thrown.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'camera-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'camera-absent';
    default:
      return 'camera-busy';
  }
}
