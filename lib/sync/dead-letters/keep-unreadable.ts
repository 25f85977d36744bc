import { db } from "@/lib/db";
import { translator } from "@/lib/messages";
import type { Skipped } from "@/lib/open311/read/document";
import { bury } from "@/lib/sync/dead-letters/bury";
import { cleanJson } from "@/lib/sync/dead-letters/clean-json";
import { numberlessFingerprint } from "@/lib/sync/requests/numberless";
import { digest } from "@/lib/sync/updates/item";
import type { PollKind } from "@/prisma/generated/enums";

/**
 * Keeps rows of an answer that could not even be read. The same row, seen again, stays one letter; a request that only lacks its number
 * also when its status has changed.
 * @returns how many letters there are for them; dismissed ones are not among them
 */
export async function keepUnreadable(
  connection: { id: number },
  rows: readonly Skipped[],
  pollId: number | null,
  now: Date = new Date(),
  kind: PollKind = "updates",
): Promise<number> {
  const dead = rows.map((skipped) => {
    const { reason, row } = skipped;
    const payload = cleanJson({ unreadable: row });
    const numberless = kind === "requests" ? numberlessFingerprint(skipped) : null;
    return {
      // Apart from those of items that could be read.
      fingerprint: numberless ?? `row:${digest(JSON.stringify(payload))}`,
      externalId: null,
      payload,
      reason: translator("updateDecisions")("unreadable", { reason }),
    };
  });
  return (await bury(db, { connectionId: connection.id, kind }, dead, { pollId, now })).size;
}
