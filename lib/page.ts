import type { z } from "zod";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** One page of a long list; `next` is the cursor of the one that follows, null at the end. */
export type Page<Item> = { items: Item[]; next: string | null };

/** How many rows a page of the dashboard's lists has. */
export const pageSize = 50;

/**
 * Parts what was read with `limit pageSize + 1` into a page.
 * @param cursorOf what of the last row tells where the next page begins; text, numbers and dates
 */
export function pageOf<Item>(
  rows: readonly Item[],
  cursorOf: (last: Item) => readonly (string | number | Date | null)[],
  size: number = pageSize,
): Page<Item> {
  const items = rows.slice(0, size);
  const last = rows.length > size ? items.at(-1) : undefined;
  return { items, next: last ? writeCursor(cursorOf(last)) : null };
}

const writeCursor = (parts: readonly (string | number | Date | null)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString("base64url");

/**
 * Reads a cursor by the schema of its parts, as `z.tuple([z.coerce.date(), z.number()])`; null when there is none.
 * @throws DomainError `invalid` for one that this list did not write
 */
export function readCursor<Parts extends z.ZodType>(
  cursor: string | undefined,
  parts: Parts,
): z.output<Parts> | null {
  if (!cursor) return null;
  try {
    return parts.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw invalid(translator("refusals")("cursor"));
  }
}
