import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accentContrast,
  contrast,
  grounds,
  leastContrast,
  nearestReadable,
  themeCss,
  tokensOf,
} from "@/lib/bodies/accent";
import { accentOf, Theme } from "@/lib/bodies/theme";

const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("contrast is WCAG's", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#ffffff", "#ffffff")).toBe(1);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

test("the grounds are those of the style sheet", () => {
  const css = readFileSync("app/globals.css", "utf8");
  const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");
  const of = (part: string) =>
    ["paper", "surface", "sunken"].map((name) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(part)?.[1]);
  expect(of(light)).toEqual(grounds.light);
  expect(of(dark)).toEqual(grounds.dark);
});

test("a colour that cannot be read is refused with one that can", () => {
  const result = Theme.safeParse({ accent: "#FFCC00" });
  expect(result.success).toBe(false);
  const [issue] = result.error?.issues ?? [];
  const better = /#[0-9a-f]{6}/.exec(issue?.message ?? "")?.[0] ?? "";
  expect(accentContrast(better)).toBeGreaterThanOrEqual(leastContrast);
  expect(Theme.parse({ accent: better })).toEqual({ accent: better });
});

test.each(["red", "#fff", "#12345g", "#0a5552;}body{display:none", ""])("%j is no colour", (accent) => {
  expect(Theme.safeParse({ accent }).success).toBe(false);
  expect(accentOf({ accent })).toBeNull();
});

test("any accent that is taken can be read in both themes, also when it is pointed at", () => {
  fc.assert(
    fc.property(color, (chosen) => {
      const { light, dark } = tokensOf(nearestReadable(chosen));
      for (const shade of [light.accent, light.strong]) {
        expect(accentContrast(shade)).toBeGreaterThanOrEqual(leastContrast);
        expect(contrast(light.on, shade)).toBeGreaterThanOrEqual(leastContrast);
      }
      for (const shade of [dark.accent, dark.strong]) {
        for (const ground of [...grounds.dark, dark.on])
          expect(contrast(shade, ground)).toBeGreaterThanOrEqual(7);
      }
    }),
  );
});

test("the style sheet sets the three tokens and nothing else", () => {
  const hex = "#[0-9a-f]{6}";
  const rule = `:root\\{--accent:${hex};--accent-strong:${hex};--on-accent:${hex}\\}`;
  expect(themeCss("#7a1f5c")).toMatch(
    new RegExp(`^${rule}@media \\(prefers-color-scheme:dark\\)\\{${rule}\\}$`),
  );
  expect(accentOf({})).toBeNull();
  expect(accentOf(null)).toBeNull();
});
