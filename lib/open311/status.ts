/**
 * The words an update may be sent with (extension; the basic vocabulary is OPEN and CLOSED).
 * Upper case on the way out, as the adapter demands.
 */
export const sentStatuses = [
  "OPEN",
  "CLOSED",
  "FIXED",
  "INVESTIGATING",
  "ACTION_SCHEDULED",
  "IN_PROGRESS",
  "PLANNED",
  "NO_FURTHER_ACTION",
  "NOT_COUNCILS_RESPONSIBILITY",
  "DUPLICATE",
  "INTERNAL_REFERRAL",
  "CANCELLED",
  "REOPEN",
  "FOR_TRIAGE",
  "UNCHANGED",
] as const;
export type SentStatus = (typeof sentStatuses)[number];

/**
 * One spelling for what back ends call a status: lower case, words joined by underscores
 * (`In Progress`, `IN-PROGRESS` and `in_progress` are the same word). What a word *means* is for the
 * connection's map to say; an unknown one must never be taken for "closed".
 */
export function normaliseStatus(word: string | null | undefined): string | undefined {
  const normal = (word ?? "")
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return normal === "" ? undefined : normal;
}
