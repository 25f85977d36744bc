/**
 * One cell of a CSV file that people open in a spreadsheet: a text that it would take for a formula is led by an apostrophe
 * (OWASP, "CSV Injection"). Numbers stay numbers: a longitude of -0.1 is no formula.
 */
export const safeCell = (value: string | number): string | number =>
  typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
