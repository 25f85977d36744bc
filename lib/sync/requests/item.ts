import { z } from "zod";
import type { Prisma } from "@/lib/db";
import { ServiceRequest } from "@/lib/open311/documents";
import { oneLine, severalLines } from "@/lib/plain-text";
import { digest } from "@/lib/sync/updates/item";

const KeptDate = z.coerce.date().optional();

/** A request as dead letters keep it: as it came, its times as ISO 8601. */
export const KeptRequest = ServiceRequest.extend({
  requestedDatetime: KeptDate,
  updatedDatetime: KeptDate,
  expectedDatetime: KeptDate,
});

const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
const line = (text: string): string => oneLine(whole(text));
const lines = (text: string): string => severalLines(whole(text));

/**
 * A request whose texts the database can keep and pages can show: no control characters, no halves of characters, numbers and names
 * on one line. What it says stays the same.
 */
export function cleanRequest(item: ServiceRequest): ServiceRequest {
  const { description, statusNotes, extras, mediaUrls, ...rest } = item;
  const tidy = Object.entries(rest).map(([key, value]) => [
    key,
    typeof value === "string" ? line(value) : value,
  ]);
  return {
    ...(Object.fromEntries(tidy) as typeof rest),
    description: description && lines(description),
    statusNotes: statusNotes && lines(statusNotes),
    mediaUrls: mediaUrls.map(line),
    extras: Object.fromEntries(Object.entries(extras).map(([name, value]) => [line(name), lines(value)])),
  };
}

/** One request is one letter, whatever it says meanwhile: what it said last is what is taken in. */
export const fingerprintOf = ({ serviceRequestId }: ServiceRequest): string => digest(serviceRequestId);

/** A request as its letter keeps it: whole, so that it can be taken in later, as a part of the import that read it. */
export const payloadOf = (
  item: ServiceRequest,
  historyRunId: number | null = null,
): Prisma.InputJsonObject => ({
  ...(JSON.parse(JSON.stringify(item)) as Prisma.InputJsonObject),
  ...(historyRunId !== null && { historyRunId }),
});

/** The import that left a request waiting, from what its letter keeps; null where a pull did, or saw it since. */
export function historyRunOf({
  payload,
  pollId,
}: {
  payload: unknown;
  pollId: number | null;
}): number | null {
  const kept = z.object({ historyRunId: z.int() }).safeParse(payload);
  return kept.success && pollId === null ? kept.data.historyRunId : null;
}
