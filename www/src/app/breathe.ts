/**
 * Ends the browser's task here, so that it can draw and answer before what comes next: a page that does much at a
 * stretch does not react meanwhile.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
