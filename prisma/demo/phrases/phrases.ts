/** What people write about one kind of problem. `{slots}` are filled from `places.ts` and from the street it is on. */
export type Phrases = {
  titles: readonly string[];
  /** First sentences of the details. */
  told: readonly string[];
  /** What some add. */
  added: readonly string[];
  /** What others say later, while it is still there. */
  later: readonly string[];
  /** What the body says when it begins, and when it is done. */
  begun: readonly string[];
  done: readonly string[];
};
