/** A short buzz for a finger that cannot see: where there is a motor, and no wish for less motion. */
export function buzz(milliseconds: number): void {
  // Safari and Firefox have none.
  if (!('vibrate' in navigator) || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  navigator.vibrate(milliseconds);
}
