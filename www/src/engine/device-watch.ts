declare global {
  /**
   * The GPU device in use, on the worker's global scope. It is there for the tests: they destroy it in
   * mid-way to prove that the CPU then answers, and WebGPU offers no other way to lose a device at will.
   */
  var spotcheckDevice: GPUDevice | undefined;
}

/**
 * Watches every device this worker asks for. A GPU's errors never reach the promise of an inference:
 * it resolves all the same, with wrong numbers. So they are listened for where the device is made.
 */
export class DeviceWatch {
  #fault = '';

  /** Must be called before the engine asks for its device. */
  install(): void {
    if (typeof GPUAdapter === 'undefined') return;
    const original = GPUAdapter.prototype.requestDevice;
    const watch = (device: GPUDevice): void => {
      globalThis.spotcheckDevice = device;
      void device.lost.then((info) => this.#note(`device lost: ${info.message || info.reason}`));
      device.addEventListener('uncapturederror', (event) => this.#note(event.error.message));
    };
    GPUAdapter.prototype.requestDevice = async function (descriptor?: GPUDeviceDescriptor) {
      const device = await original.call(this, descriptor);
      watch(device);
      return device;
    };
  }

  /** The first fault seen, or an empty string. */
  get fault(): string {
    return this.#fault;
  }

  #note(fault: string): void {
    this.#fault ||= fault;
  }
}
