// A body's own colour. It chooses one; the shades for buttons that are pointed at and for dark screens follow from it, each with
// the contrast that the site's own accent has (app/globals.css). Pure: the preview in the browser uses it as well.

/** What an accent is read on, and what stands on it: app/globals.css, held equal by accent.test.ts. */
export const grounds = {
  light: ["#f8f6f1", "#ffffff", "#efece5"],
  dark: ["#11191b", "#192326", "#0b1113"],
} as const;
const onLight = "#ffffff";
const onDark = "#052321";

/** What text needs at least (WCAG 2.2, 1.4.3). */
export const leastContrast = 4.5;

/** Relative luminance of `#rrggbb`, 0 to 1, after WCAG 2.2. */
export function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

/** The least contrast an accent has with what it is read on in the light theme. */
export const accentContrast = (accent: string): number =>
  Math.min(...grounds.light.map((ground) => contrast(accent, ground)), contrast(accent, onLight));

/** The same hue, as much darker as it takes to be read. */
export const nearestReadable = (accent: string): string =>
  until(
    (share) => mix(accent, "#000000", share),
    (color) => accentContrast(color) >= leastContrast,
  );

export type ThemeTokens = { accent: string; strong: string; on: string };

/** The tokens that the accent sets, for light and for dark screens. */
export function tokensOf(accent: string): { light: ThemeTokens; dark: ThemeTokens } {
  const bright = until(
    (share) => mix(accent, "#ffffff", share),
    (color) => [...grounds.dark, onDark].every((ground) => contrast(color, ground) >= 7),
  );
  return {
    light: { accent, strong: mix(accent, "#000000", 0.35), on: onLight },
    dark: { accent: bright, strong: mix(bright, "#ffffff", 0.35), on: onDark },
  };
}

/** A style sheet that sets the accent's tokens; the colours are checked, so it can hold nothing else. */
export function themeCss(accent: string): string {
  const { light, dark } = tokensOf(accent);
  const rule = (tokens: ThemeTokens) =>
    `:root{--accent:${tokens.accent};--accent-strong:${tokens.strong};--on-accent:${tokens.on}}`;
  return `${rule(light)}@media (prefers-color-scheme:dark){${rule(dark)}}`;
}

const channels = (color: string): number[] =>
  [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));

function mix(color: string, other: string, share: number): string {
  const to = channels(other);
  const mixed = channels(color).map((part, index) => Math.round(part + ((to[index] ?? 0) - part) * share));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The first of a hundred steps that is good enough. */
function until(step: (share: number) => string, good: (color: string) => boolean): string {
  for (let percent = 0; percent < 100; percent++) {
    const color = step(percent / 100);
    if (good(color)) return color;
  }
  return step(1);
}
