import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { markPaints, stateMarks } from "@/components/ui/state-marks";
import { contrast as contrastOf, luminance } from "@/lib/bodies/accent";

const css = readFileSync(path.join(import.meta.dirname, "globals.css"), "utf8");
const [lightPart = "", darkPart = ""] = css.split("@media (prefers-color-scheme: dark)");

function tokensOf(part: string): Record<string, string> {
  return Object.fromEntries(
    [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]),
  );
}

const light = tokensOf(lightPart);
const dark = { ...light, ...tokensOf(darkPart) };
const themes = [
  { theme: "light", tokens: light },
  { theme: "dark", tokens: dark },
];

function contrast(one: string | undefined, other: string | undefined): number {
  if (!one || !other) throw new Error("A token of this pair is missing in globals.css");
  return contrastOf(one, other);
}

const grounds = ["paper", "surface", "sunken"];
const washes = ["accent-wash", "danger-wash", "warn-wash", "info-wash", "success-wash"];

test.each(themes)("$theme: body text has a contrast of 7 on every ground", ({ tokens }) => {
  for (const ground of [...grounds, ...washes])
    expect(contrast(tokens.ink, tokens[ground]), ground).toBeGreaterThan(7);
  for (const ground of grounds)
    expect(contrast(tokens["ink-soft"], tokens[ground]), ground).toBeGreaterThan(7);
});

test.each(themes)(
  "$theme: the accent and the colour of danger have a contrast of 7 where they are read",
  ({ tokens }) => {
    for (const ground of [...grounds, "accent-wash", "on-accent"]) {
      expect(contrast(tokens.accent, tokens[ground]), ground).toBeGreaterThan(7);
    }
    for (const ground of ["paper", "surface", "danger-wash", "on-danger"]) {
      expect(contrast(tokens.danger, tokens[ground]), ground).toBeGreaterThan(7);
    }
  },
);

test.each(themes)("$theme: the edges of controls have a contrast of 3", ({ tokens }) => {
  for (const ground of grounds)
    expect(contrast(tokens["line-strong"], tokens[ground]), ground).toBeGreaterThan(3);
});

test.each(themes)("$theme: the sign in each state mark has a contrast of 3 with its drop", ({ tokens }) => {
  for (const mark of stateMarks) {
    expect(contrast(tokens[`state-${mark}`], tokens[`state-${mark}-glyph`]), mark).toBeGreaterThan(3);
  }
});

test.each(themes)(
  "$theme: a state mark stands out from the page by its drop or by its edge",
  ({ tokens }) => {
    for (const mark of stateMarks) {
      const parts = [tokens[`state-${mark}`], tokens[`state-${mark}-edge`]];
      expect(Math.max(...parts.map((part) => contrast(part, tokens.paper))), mark).toBeGreaterThan(3);
    }
  },
);

test.each(themes)("$theme: the four states can be told apart without hue", ({ tokens }) => {
  const steps = stateMarks.map((mark) => luminance(tokens[`state-${mark}`] ?? "")).sort((a, b) => a - b);
  const ratios = steps.slice(1).map((value, index) => (value + 0.05) / ((steps[index] ?? 0) + 0.05));
  for (const ratio of ratios) expect(ratio).toBeGreaterThan(1.2);
});

test("images drawn on the server use the light tokens", () => {
  for (const mark of stateMarks) {
    expect(markPaints[mark]).toEqual({
      fill: light[`state-${mark}`],
      edge: light[`state-${mark}-edge`],
      sign: light[`state-${mark}-glyph`],
    });
  }
});
