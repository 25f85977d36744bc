/**
 * Fills the `{name}` places of a text from the message files. Browser parts get their texts as plain data and need no more than
 * this; a full message parser would weigh as much as the rest of them.
 */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
