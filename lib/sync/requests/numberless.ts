import { z } from "zod";
import { db } from "@/lib/db";
import type { ServiceRequest } from "@/lib/open311/documents";
import { parseDocument, type Skipped } from "@/lib/open311/read/document";
import { type ReadContext, readRequests } from "@/lib/open311/read/requests";
import { type LetterBox, resolveLetters } from "@/lib/sync/dead-letters/bury";
import { digest } from "@/lib/sync/updates/item";

/** A zone and an address that change nothing of what a row is known by. */
const anywhere: ReadContext = { timezone: "UTC", endpoint: "" };
const Row = z.record(z.string(), z.unknown());

/** What stays the same of a request while its status, and its number, are yet to come. */
const lastingOf = ({ requestedDatetime, lat, long, serviceCode, description }: ServiceRequest): string =>
  JSON.stringify([requestedDatetime?.getTime(), lat, long, serviceCode, description?.trim()]);

const digestOf = (item: ServiceRequest): string => `row:${digest(lastingOf(item))}`;

/**
 * How the letter is known of a row that has no number: by what stays the same of it, so that it is one letter however often it is seen
 * and whatever becomes of its status. Whoever dismisses it has it dismissed for good.
 * @returns null for what is no request even with a number
 */
export function numberlessFingerprint({ row }: Skipped): string | null {
  const fields = Row.safeParse(row).data;
  const document =
    fields && parseDocument(JSON.stringify({ requests: [{ ...fields, service_request_id: "?" }] }));
  const [item] = (document && readRequests(document, anywhere)?.rows) ?? [];
  if (!item?.description || !item.requestedDatetime) return null;
  return digestOf(item);
}

/** A request has come in that had no number before: its letter is dealt with. Two statements at most. */
export async function settleNumberless(
  box: LetterBox,
  items: readonly ServiceRequest[],
  now: Date,
): Promise<void> {
  const where = { ...box, resolvedAt: null, fingerprint: { startsWith: "row:" } };
  // Mostly there are none.
  if (items.length === 0 || !(await db.deadLetter.findFirst({ where, select: { id: true } }))) return;
  await resolveLetters(db, box, items.map(digestOf), "imported", now);
}
