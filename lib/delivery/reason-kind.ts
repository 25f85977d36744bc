import type { AttemptOutcome } from "@/prisma/generated/enums";

/** What an attempt that did not arrive comes down to; the words stand in the message files. */
export const reasonKinds = [
  "key",
  "moved",
  "notThere",
  "refused",
  "tooMany",
  "theirFault",
  "noAnswer",
  "unreadable",
  "unreachable",
  "token",
  "other",
] as const;
export type ReasonKind = (typeof reasonKinds)[number];

type Tried = {
  outcome: AttemptOutcome;
  exchanges: readonly { status: number | null }[];
};

/**
 * What the answers of an attempt say about why it failed, for people who do not know what a 502 is; null for one that did not
 * fail. Judged by the last exchange: what came before it went well.
 */
export function reasonKind({ outcome, exchanges }: Tried): ReasonKind | null {
  if (outcome === "sent" || outcome === "skipped") return null;
  const last = exchanges.at(-1);
  if (!last) return "other";
  const { status } = last;
  if (status === null) return outcome === "unclear" ? "noAnswer" : "unreachable";
  if (status === 401 || status === 403 || status === 407) return "key";
  if (status === 404 || status === 410) return "notThere";
  if (status === 429) return "tooMany";
  if (status === 408 || status === 504) return "noAnswer";
  if (status >= 500) return "theirFault";
  if (status >= 400) return "refused";
  if (status >= 300) return "moved";
  return exchanges.length > 1 ? "token" : "unreadable";
}
