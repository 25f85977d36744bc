import { z } from "zod";
import { readSettings } from "@/lib/bodies/connections";
import { translator } from "@/lib/messages";
import type { RequestUpdate } from "@/lib/open311/documents";
import { parseDocument } from "@/lib/open311/read/document";
import { readUpdates } from "@/lib/open311/read/updates";
import { KeptItem } from "@/lib/sync/updates/item";
import type { SendMethod } from "@/prisma/generated/enums";

/** How a row is kept that could not be read. */
export const Unreadable = z.object({ unreadable: z.unknown() });

/**
 * The item that a letter holds; a row that could not be read is read again, as its connection reads today.
 * @returns text why it still cannot be read
 */
export function readLetter(
  payload: unknown,
  connection: { method: SendMethod; settings: unknown; secrets: string | null },
): RequestUpdate | string {
  const raw = Unreadable.safeParse(payload);
  if (!raw.success) {
    const item = KeptItem.safeParse(payload);
    return item.success ? item.data : unreadable(z.prettifyError(item.error));
  }
  const document = parseDocument(JSON.stringify({ updates: [raw.data.unreadable] }));
  const context =
    connection.method === "open311"
      ? readSettings({ ...connection, method: "open311" })
      : { timezone: "UTC", endpoint: "" };
  const rows = document && readUpdates(document, context);
  return rows?.rows[0] ?? unreadable(rows?.skipped[0]?.reason ?? "");
}

const unreadable = (reason: string): string => translator("updateDecisions")("unreadable", { reason });
