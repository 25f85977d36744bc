import glyphs from "@/lib/geo/town-map/glyphs.json";

export type Face = "plain" | "strong" | "slanted";
type Glyph = { advance: number; outline: { letter: string; points: number[] }[] };

const UNITS_PER_EM = 1000;
const parsed = new Map<string, Glyph>();

function glyph(face: Face, letter: string): Glyph {
  const key = face + letter;
  const known = parsed.get(key);
  if (known) return known;
  const table: Record<string, string> = glyphs[face];
  const [advance = "500", path = ""] = (table[letter] ?? table["?"] ?? "").split(":");
  const outline = [...path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)].map(([, command = "Z", numbers = ""]) => ({
    letter: command,
    points: numbers.split(/[ ,]/).filter(Boolean).map(Number),
  }));
  const fresh = { advance: Number(advance), outline };
  parsed.set(key, fresh);
  return fresh;
}

/** Width in pixels of a text in a size; `spacing` is extra room after each letter, in pixels. */
export function textWidth(text: string, face: Face, size: number, spacing = 0): number {
  let width = 0;
  for (const letter of text) width += (glyph(face, letter).advance * size) / UNITS_PER_EM + spacing;
  return Math.max(0, width - spacing);
}

/** Where each letter stands: along a straight base line, or wherever the caller's path leads. */
export type LetterPlace = { x: number; y: number; turn: number };

/**
 * A text as SVG path data, so that it looks the same on a machine without fonts.
 * `at(offset, width)` says where a letter starts that lies `offset` pixels along the text.
 */
export function textPath(
  text: string,
  face: Face,
  size: number,
  at: (offset: number, width: number) => LetterPlace,
  spacing = 0,
): string {
  const scale = size / UNITS_PER_EM;
  let offset = 0;
  let data = "";
  for (const letter of text) {
    const { advance, outline } = glyph(face, letter);
    const { x, y, turn } = at(offset, advance * scale);
    const [c, s] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
    for (const step of outline) {
      data += step.letter;
      for (let i = 0; i + 1 < step.points.length; i += 2) {
        const [px, py] = [step.points[i] as number, step.points[i + 1] as number];
        data += `${Math.round((x + px * c + py * s) * 10) / 10} ${Math.round((y + px * s - py * c) * 10) / 10} `;
      }
    }
    offset += advance * scale + spacing;
  }
  return data;
}

/** A straight text whose base line starts at `x, y`. */
export function straightText(
  text: string,
  face: Face,
  size: number,
  x: number,
  y: number,
  spacing = 0,
): string {
  return textPath(text, face, size, (offset) => ({ x: x + offset, y, turn: 0 }), spacing);
}

/** Puts off a costly text until a tile shows it, and keeps it then. */
export function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Advance width of each letter in pixels. */
export function letterWidths(text: string, face: Face, size: number): number[] {
  return [...text].map((letter) => (glyph(face, letter).advance * size) / UNITS_PER_EM);
}
