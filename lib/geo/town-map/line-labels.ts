import { letterWidths, once, textPath } from "@/lib/geo/town-map/glyph-text";
import { type Label, type LabelStyle, styledWidth, type Taken } from "@/lib/geo/town-map/label";
import { type Box, type Line, shapesFor } from "@/lib/geo/town-map/load-town";
import { colour } from "@/lib/geo/town-map/style";

type Rank = { from: number; style: (zoom: number) => LabelStyle };
const street = (size: number): LabelStyle => ({ face: "plain", size, spacing: 0.2, colour: colour.ink });
const ranks: Record<string, Rank> = {
  primary: { from: 14, style: (z) => street(z >= 17 ? 13 : 11) },
  secondary: { from: 15, style: (z) => street(z >= 17 ? 13 : 10.5) },
  pedestrian: { from: 16, style: (z) => street(z >= 18 ? 13 : z === 17 ? 11.5 : 10) },
  residential: { from: 16, style: (z) => street(z >= 18 ? 13 : z === 17 ? 12 : 10) },
  path: {
    from: 16,
    style: (z) => ({ face: "slanted", size: z >= 18 ? 12 : 10, spacing: 0.2, colour: colour.soft }),
  },
};
/** Sharpest turn in radians between neighbouring letters that still reads well. */
const SHARPEST_TURN = 0.32;
const REPEAT_PIXELS = 460;

/** Names along streets: one near the middle of each, then again at both sides where the street is long. */
export function lineLabels(zoom: number, taken: Taken): Label[] {
  const scale = 2 ** zoom;
  const labels: Label[] = [];
  const streets = shapesFor(99).filter((s) => s.layer === "streets" && s.name);
  for (const [kind, rank] of Object.entries(ranks)) {
    if (zoom < rank.from) continue;
    const style = rank.style(zoom);
    for (const { name, lines } of streets.filter((s) => s.kind === kind)) {
      const path = measured(lines[0] as Line, scale);
      const width = styledWidth(name, style);
      if (path.length < width + 12) continue;
      const count = Math.max(1, Math.floor(path.length / REPEAT_PIXELS));
      for (let i = 0; i < count; i++) {
        const middle = ((i + 0.5) / count) * path.length;
        for (const nudge of [0, 40, -40, 80, -80, 120, -120]) {
          const label = along(name, style, path, middle + nudge - width / 2, width, taken);
          if (!label) continue;
          labels.push(label);
          break;
        }
      }
    }
  }
  return labels;
}

type Measured = { xs: number[]; ys: number[]; at: number[]; length: number };

function measured(line: Line, scale: number): Measured {
  const path: Measured = { xs: [], ys: [], at: [], length: 0 };
  for (let i = 0; i < line.length; i += 2) {
    const [x, y] = [(line[i] as number) * scale, (line[i + 1] as number) * scale];
    if (i) path.length += Math.hypot(x - (path.xs.at(-1) as number), y - (path.ys.at(-1) as number));
    path.xs.push(x);
    path.ys.push(y);
    path.at.push(path.length);
  }
  return path;
}

function pointAt({ xs, ys, at }: Measured, offset: number): [number, number] {
  let [low, i] = [1, at.length - 1];
  while (low < i) {
    const half = (low + i) >> 1;
    if ((at[half] as number) < offset) low = half + 1;
    else i = half;
  }
  const [from, to] = [at[i - 1] as number, at[i] as number];
  const t = to > from ? (offset - from) / (to - from) : 0;
  const [ax, ay] = [xs[i - 1] as number, ys[i - 1] as number];
  return [ax + ((xs[i] as number) - ax) * t, ay + ((ys[i] as number) - ay) * t];
}

function along(
  text: string,
  style: LabelStyle,
  path: Measured,
  start: number,
  width: number,
  taken: Taken,
): Label | undefined {
  if (start < 4 || start + width > path.length - 4) return undefined;
  const [ax] = pointAt(path, start);
  const [bx] = pointAt(path, start + width);
  // Text must not stand on its head: against the street's direction where that runs to the left.
  const backwards = bx < ax;
  const locate = (offset: number) => pointAt(path, backwards ? start + width - offset : start + offset);
  const [ox, oy] = pointAt(path, start + width / 2);

  const boxes: Box[] = [];
  const pad = style.size * 0.65;
  for (let offset = 0; offset <= width; offset += style.size * 0.8) {
    const [x, y] = locate(offset);
    boxes.push({ left: x - pad, top: y - pad, right: x + pad, bottom: y + pad });
  }
  if (!boxes.every((box) => taken.isFree(box))) return undefined;

  // A letter follows the path a little before and behind itself, which rounds the corners.
  const turnAt = (offset: number, letterWidth: number) => {
    const [x0, y0] = locate(Math.max(0, offset - style.size * 0.3));
    const [x1, y1] = locate(Math.min(width, offset + letterWidth + style.size * 0.3));
    return Math.atan2(y1 - y0, x1 - x0);
  };
  let offset = 0;
  let before: number | undefined;
  for (const letterWidth of letterWidths(text, style.face, style.size)) {
    const turn = turnAt(offset, letterWidth);
    if (before !== undefined && Math.abs(turn - before) > SHARPEST_TURN) return undefined;
    before = turn;
    offset += letterWidth + style.spacing;
  }
  const drop = style.size * 0.34;
  const letterAt = (from: number, letterWidth: number) => {
    const turn = turnAt(from, letterWidth);
    const [mx, my] = locate(from + letterWidth / 2);
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return {
      x: mx - ox - (c * letterWidth) / 2 - s * drop,
      y: my - oy - (s * letterWidth) / 2 + c * drop,
      turn,
    };
  };
  const outline = once(() => textPath(text, style.face, style.size, letterAt, style.spacing));
  for (const box of boxes) taken.add(box);
  const box = {
    left: Math.min(...boxes.map((b) => b.left)),
    top: Math.min(...boxes.map((b) => b.top)),
    right: Math.max(...boxes.map((b) => b.right)),
    bottom: Math.max(...boxes.map((b) => b.bottom)),
  };
  return { text, x: ox, y: oy, box, path: outline, colour: style.colour };
}
