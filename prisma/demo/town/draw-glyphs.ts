import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import opentype, { type Font } from "opentype.js";

/*
 * Writes the letter outlines that the town map draws its names with: `npx tsx prisma/demo/town/draw-glyphs.ts`.
 * A bare machine has no fonts, so the map carries its own. Atkinson Hyperlegible Next is under the SIL Open Font
 * License 1.1 (Copyright 2020-2024 The Atkinson Hyperlegible Next Project Authors).
 */

const cuts = { plain: "500-normal", strong: "700-normal", slanted: "500-italic" };
const letters = [
  ...range(0x20, 0x7e),
  ...range(0xa1, 0xff),
  ...range(0x100, 0x17f),
  ..."\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00b7",
];

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));
}

const require = createRequire(import.meta.url);
async function open(subset: string, cut: string): Promise<Font> {
  const file = require.resolve(
    `@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-${subset}-${cut}.woff`,
  );
  const bytes = await readFile(file);
  return opentype.parse(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  );
}

const faces: Record<string, Record<string, string>> = {};
for (const [face, cut] of Object.entries(cuts)) {
  const fonts = [await open("latin", cut), await open("latin-ext", cut)];
  const glyphs: Record<string, string> = {};
  for (const letter of letters) {
    const font = fonts.find((f) => f.charToGlyphIndex(letter) > 0);
    if (!font) continue;
    const glyph = font.charToGlyph(letter);
    const outline = glyph.path.commands
      .map((c) => {
        const point = (x: number, y: number) => `${Math.round(x)},${Math.round(y)}`;
        if (c.type === "Z") return "Z";
        if (c.type === "C") return `C${point(c.x1, c.y1)} ${point(c.x2, c.y2)} ${point(c.x, c.y)}`;
        if (c.type === "Q") return `Q${point(c.x1, c.y1)} ${point(c.x, c.y)}`;
        return `${c.type}${point(c.x, c.y)}`;
      })
      .join("");
    glyphs[letter] = `${glyph.advanceWidth}:${outline}`;
  }
  faces[face] = glyphs;
}
await writeFile(
  new URL("../../../lib/geo/town-map/glyphs.json", import.meta.url),
  `${JSON.stringify(faces, null, 2)}\n`,
);
