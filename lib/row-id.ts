/** The largest number that a row can have: a column of integers holds no more. */
export const largestId = 2_147_483_647;

/** The number of a row that a text tells, blanks around it aside; null where no row can have it. */
export function rowIdIn(text: string): number | null {
  const id = /^\s*\d{1,10}\s*$/.test(text) ? Number(text) : 0;
  return id >= 1 && id <= largestId ? id : null;
}
