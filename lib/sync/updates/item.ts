import { createHash } from "node:crypto";
import { z } from "zod";
import { RequestUpdate } from "@/lib/open311/documents";
import { oneLine, severalLines } from "@/lib/plain-text";

/** An item as `Update.raw` and dead letters keep it: as it came, its time as ISO 8601. */
export const KeptItem = RequestUpdate.extend({ updatedDatetime: z.coerce.date() });

/**
 * An item whose texts the database can keep and pages can show: no control characters, no halves of characters, ids and codes on
 * one line. What it says stays the same.
 */
export function cleanItem(item: RequestUpdate): RequestUpdate {
  return {
    updateId: line(item.updateId),
    updatedDatetime: item.updatedDatetime,
    mediaUrls: item.mediaUrls.map(line),
    extras: Object.fromEntries(
      Object.entries(item.extras).map(([name, value]) => [line(name), lines(value)]),
    ),
    ...given("serviceRequestId", item.serviceRequestId, line),
    ...given("fixmystreetId", item.fixmystreetId, line),
    ...given("status", item.status, line),
    ...given("description", item.description, lines),
    ...given("externalStatusCode", item.externalStatusCode, line),
    ...given("customerReference", item.customerReference, line),
  };
}

const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
const line = (text: string): string => oneLine(whole(text));
const lines = (text: string): string => severalLines(whole(text));

function given<Key extends string>(
  key: Key,
  value: string | undefined,
  tidy: (text: string) => string,
): Partial<Record<Key, string>> {
  const text = value === undefined ? "" : tidy(value);
  return text === "" ? {} : ({ [key]: text } as Record<Key, string>);
}

/** How a picture is known among others: by its address, one that came along by what it is. */
export const mediaKey = (url: string): string =>
  url.startsWith("data:") ? `${/^data:[^,;]*/.exec(url)?.[0]};sha256,${digest(url)}` : url;

/** What of an item is kept with its update: all of it, but for pictures that came along in full. */
export const rawOf = ({ updatedDatetime, mediaUrls, ...item }: RequestUpdate) => ({
  ...item,
  updatedDatetime: updatedDatetime.toISOString(),
  mediaUrls: mediaUrls.map(mediaKey),
});

/** Tells an item from every other, in whatever order its parts are given. */
export const fingerprintOf = (item: RequestUpdate): string =>
  digest(
    JSON.stringify([
      ...[item.updateId, item.serviceRequestId, item.fixmystreetId, item.status, item.description],
      ...[item.externalStatusCode, item.customerReference, item.updatedDatetime.getTime(), item.mediaUrls],
      Object.entries(item.extras).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  );

export const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
