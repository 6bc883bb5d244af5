/** How long a browser may take to begin with the file. */
const PATIENCE_MS = 60_000;

/** Hands a file to the person, as a download that never leaves the device. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), PATIENCE_MS);
}
