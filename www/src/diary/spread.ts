/** A point on a drawing that is shown at some size, in pixels. */
export interface Pin {
  readonly x: number;
  readonly y: number;
}

const ROUNDS = 60;

/**
 * Moves pins apart until no two are closer than `distance`, as far as there is room, each as little as may
 * be: on a small drawing two moles of one shoulder would otherwise lie under one finger.
 */
export function spread(pins: readonly Pin[], distance: number, width: number, height: number): readonly Pin[] {
  const moved = pins.map(({ x, y }) => ({ x, y }));
  const margin = Math.min(distance / 2, width / 2, height / 2);
  for (let round = 0; round < ROUNDS; round += 1) {
    let still = true;
    for (const [index, a] of moved.entries()) {
      for (const [offset, b] of moved.slice(index + 1).entries()) {
        const apart = Math.hypot(b.x - a.x, b.y - a.y);
        if (apart >= distance - 0.01) continue;
        still = false;
        // Two on one spot part in a direction of their own, so that three do not go the same way.
        const angle = index * 2.4 + offset;
        const [dx, dy] = apart < 0.01 ? [Math.cos(angle), Math.sin(angle)] : [(b.x - a.x) / apart, (b.y - a.y) / apart];
        const push = (distance - apart) / 2;
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
      }
    }
    for (const pin of moved) {
      pin.x = Math.min(Math.max(pin.x, margin), width - margin);
      pin.y = Math.min(Math.max(pin.y, margin), height - margin);
    }
    if (still) break;
  }
  return moved;
}

/** Which pin is nearest to a point and within reach of a finger; undefined when none is. */
export function nearest(pins: readonly Pin[], x: number, y: number, reach: number): number | undefined {
  let best: number | undefined;
  let least = reach;
  for (const [index, pin] of pins.entries()) {
    const away = Math.hypot(pin.x - x, pin.y - y);
    if (away <= least) {
      least = away;
      best = index;
    }
  }
  return best;
}
