/** What a text of the connection's own may be filled in with, of the report it goes along with. */
export const placeholders = [
  "id",
  "url",
  "title",
  "detail",
  "category",
  "group",
  "address",
  "anonymous",
  "private",
] as const;
export type Placeholder = (typeof placeholders)[number];
export type Facts = Readonly<Record<Placeholder, string>>;

const placeholder = /\{(\w+)\}/g;

const isKnown = (name: string): name is Placeholder => placeholders.some((known) => known === name);

/** The first `{word}` in a text that nothing can be filled in for. */
export function unknownPlaceholder(text: string): string | undefined {
  return [...text.matchAll(placeholder)].map(([, name = ""]) => name).find((name) => !isKnown(name));
}

/** Fills `{title}` and the like in, once: what a citizen wrote in braces stays as it is. */
export function filled(text: string, facts: Facts): string {
  return text.replace(placeholder, (whole, name: string) => (isKnown(name) ? facts[name] : whole));
}
