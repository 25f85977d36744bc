import type { ReportState } from "@/prisma/generated/enums";

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

/** How a state goes out in the basic vocabulary, and in the extended one. Source: spec/integration.md 6.3. */
const statuses = {
  confirmed: ["OPEN", "OPEN"],
  for_triage: ["OPEN", "FOR_TRIAGE"],
  investigating: ["OPEN", "INVESTIGATING"],
  in_progress: ["OPEN", "IN_PROGRESS"],
  planned: ["OPEN", "ACTION_SCHEDULED"],
  action_scheduled: ["OPEN", "ACTION_SCHEDULED"],
  fixed_user: ["CLOSED", "FIXED"],
  fixed_council: ["CLOSED", "FIXED"],
  closed: ["CLOSED", "CLOSED"],
  unable_to_fix: ["CLOSED", "NO_FURTHER_ACTION"],
  not_responsible: ["CLOSED", "NOT_COUNCILS_RESPONSIBILITY"],
  duplicate: ["CLOSED", "DUPLICATE"],
  internal_referral: ["CLOSED", "INTERNAL_REFERRAL"],
  cancelled: ["CLOSED", "CANCELLED"],
  // Nobody else has a word for it: closed is what it is, never open (TRAP-26).
  withdrawn: ["CLOSED", "CLOSED"],
} as const satisfies Record<ReportState, readonly ["OPEN" | "CLOSED", SentStatus]>;

type Saying = {
  extended: boolean;
  markReopen: boolean;
  /** It opened the report again; said so only to a back end that knows the word. */
  reopened: boolean;
  /** It says nothing of the state, and the back end understands that. */
  unchanged?: boolean;
};

/** The status that an update is sent with. */
export function sentStatus(
  state: ReportState,
  { extended, markReopen, reopened, unchanged = false }: Saying,
): SentStatus {
  if (unchanged) return "UNCHANGED";
  const [basic, full] = statuses[state];
  if (!extended) return basic;
  return full === "OPEN" && markReopen && reopened ? "REOPEN" : full;
}
