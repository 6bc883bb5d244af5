/** What a screen reads from the device may come a moment after the screen itself. */
const PATIENCE_FRAMES = 40;

/** Scrolls down to where the person was, as soon as the page is long enough, unless they scroll first. */
export function scrollWhenTall(top: number, frames = PATIENCE_FRAMES): void {
  scrollTo(0, top);
  // A fraction of a pixel is lost on some screens.
  if (frames === 0 || scrollY >= top - 1) return;
  const before = scrollY;
  requestAnimationFrame(() => {
    if (Math.abs(scrollY - before) < 1) scrollWhenTall(top, frames - 1);
  });
}
