// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Text on one line: blanks of any kind and length become one space, control characters go (PostgreSQL keeps no NUL). */
export const oneLine = (text: string): string => text.replace(controls, "").replace(/\s+/g, " ").trim();

/** Text of several lines: line ends become `\n`, at most one empty line in a row, no control characters. */
export const severalLines = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(controls, "")
    // No pattern: for one, a long run of blanks that ends no line costs the square of its length.
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
