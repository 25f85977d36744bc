import { type Face, textWidth } from "@/lib/geo/town-map/glyph-text";
import type { Box } from "@/lib/geo/town-map/load-town";

/** A name to draw: path data relative to `x, y`, which are pixels of the world at the layout's zoom. */
export type Label = {
  text: string;
  x: number;
  y: number;
  box: Box;
  path: () => string;
  colour: string;
  /** SVG under the text, relative to the same point: an icon. */
  mark?: string;
};
export type LabelStyle = { face: Face; size: number; spacing: number; colour: string };

/** Boxes that are taken, in a grid of cells, so that asking is quick with thousands of labels. */
export class Taken {
  private readonly cells = new Map<string, Box[]>();
  private readonly size = 128;

  isFree(box: Box): boolean {
    return this.keys(box).every((key) =>
      (this.cells.get(key) ?? []).every(
        (b) => b.left >= box.right || b.right <= box.left || b.top >= box.bottom || b.bottom <= box.top,
      ),
    );
  }

  add(box: Box): void {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  private keys(box: Box): string[] {
    const keys: string[] = [];
    for (let x = Math.floor(box.left / this.size); x <= Math.floor(box.right / this.size); x++)
      for (let y = Math.floor(box.top / this.size); y <= Math.floor(box.bottom / this.size); y++)
        keys.push(`${x}:${y}`);
    return keys;
  }
}

export function styledWidth(text: string, style: LabelStyle): number {
  return textWidth(text, style.face, style.size, style.spacing);
}
