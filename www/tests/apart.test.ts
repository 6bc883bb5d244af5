import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readNetworkCard } from '../src/model/card';
import { compared } from '../src/outline/apart';
import type { Outline } from '../src/outline/outline';

const outline = (change: Partial<Outline> = {}): Outline => ({
  contour: [],
  touchesEdge: false,
  area: 0.2,
  diameter: 0.6,
  asymmetry: 0.1,
  border: 1.2,
  colours: 8,
  frame: { x: 0, y: 0, side: 1 },
  ...change,
});
const shipped = readNetworkCard(readFileSync(new URL('../../weights/outline/card.json', import.meta.url), 'utf8')).figures;

describe('two outlines', () => {
  it('are held against what the shipped card says two photos of one spot differ by', () => {
    const [asymmetry, border, colours] = compared(outline(), outline({ asymmetry: 0.11, border: 4, colours: 2 }), shipped);
    expect(asymmetry).toMatchObject({ of: 'asymmetry', earlier: 0.1, later: 0.11, usual: { beyond: false } });
    expect(border).toMatchObject({ of: 'border', earlier: 1.2, later: 4, usual: { beyond: true } });
    // Fewer colours are as far away as more.
    expect(colours).toMatchObject({ of: 'colours', earlier: 8, later: 2, usual: { beyond: true } });
    for (const one of [asymmetry, border, colours]) expect(one?.usual?.most).toBeGreaterThan(0);
    // The measures are of different sizes: one is not taken for another.
    expect(new Set([asymmetry, border, colours].map((one) => one?.usual?.most)).size).toBe(3);
  });

  it('differ by just as much as is usual, and that is not beyond it', () => {
    const most = shipped.find(({ name }) => name.startsWith('difference of border'))?.value ?? NaN;
    const at = (border: number) => compared(outline({ border: 0 }), outline({ border }), shipped)[1]?.usual?.beyond;
    expect(at(most)).toBe(false);
    expect(at(most + 1e-6)).toBe(true);
  });

  it('are shown without that where one is cut off, or the card is of before it was measured', () => {
    const cut = outline({ touchesEdge: true });
    for (const rows of [compared(cut, outline(), shipped), compared(outline(), cut, shipped), compared(outline(), outline(), [])]) {
      expect(rows).toHaveLength(3);
      expect(rows.every(({ usual }) => usual === undefined)).toBe(true);
    }
  });
});
