/** What a template's placeholders stand for. */
export type Told = {
  /** What the back end says itself: `{{description}}`. */
  description?: string;
  /** What else it tells, by name: `{{extras.targetDate}}`, or `{{targetDate}}` for short. */
  extras?: Readonly<Record<string, string>>;
};

const placeholder = /\{\{\s*([\w.]+)\s*\}\}/g;

/**
 * A template's words with each placeholder filled in, wherever it stands. What nobody told is left out, save a date, which is
 * still "TBC"; dates are written day/month/year. Source: spec/integration.md 5.8, TRAP-19.
 */
export function fillTemplate(text: string, { description = "", extras = {} }: Told = {}): string {
  const filled = text.replace(placeholder, (_, name: string) => {
    if (name === "description") return description;
    const key = name.replace(/^extras\./, "");
    const value = (Object.hasOwn(extras, key) ? extras[key] : "")?.trim();
    return value ? dayFirst(value) : /date$/i.test(key) ? "TBC" : "";
  });
  return filled
    .replace(/[^\S\n]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The names of the placeholders in it, each once, extras by their short names. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(placeholder)].map(([, name = ""]) => name.replace(/^extras\./, ""))),
];

const dayFirst = (value: string): string =>
  value.replace(/^(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/, "$3/$2/$1");
