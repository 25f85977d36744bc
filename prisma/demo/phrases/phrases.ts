/**
 * One thing that goes wrong, and what people say of it: any title fits any of the details. `{slots}` are filled from
 * `places.ts` and from the street it is on, the same in title and details.
 */
export type Problem = {
  titles: readonly string[];
  told: readonly string[];
  /** What some add; the category's own fits as well. */
  added?: readonly string[];
  /** What the body says when it begins and when it is done; absent = the category's. */
  begun?: readonly string[];
  done?: readonly string[];
};

/** What people write about one category. */
export type Phrases = {
  problems: readonly Problem[];
  added: readonly string[];
  /** What others say later, while it is still there. */
  later: readonly string[];
  begun: readonly string[];
  done: readonly string[];
};
