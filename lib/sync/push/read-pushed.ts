import type { RequestUpdate } from "@/lib/open311/documents";
import { parseDocument } from "@/lib/open311/read/document";
import type { ReadContext } from "@/lib/open311/read/requests";
import { readUpdates } from "@/lib/open311/read/updates";

/** What an update must say to be pushed; a blank one can only be pulled. Source: spec/integration.md 9.5. */
const requiredOfPushed = [
  "service_request_id",
  "update_id",
  "updated_datetime",
  "status",
  "description",
] as const;

/** Of the call, not of the update. */
const credentials: ReadonlySet<string> = new Set(["api_key", "jurisdiction_id"]);
const inExtras = /^extras\[([^[\]]+)\]$/;

/**
 * The update that a form holds, read as the rows of a list are, so that it is understood in the same way.
 * @returns text the name of the first field that is missing or cannot be read
 */
export function readPushed(
  fields: ReadonlyMap<string, readonly string[]>,
  context: ReadContext,
  required: readonly string[] = requiredOfPushed,
): RequestUpdate | string {
  const missing = required.find((name) => !fields.get(name)?.some((value) => value.trim() !== ""));
  if (missing !== undefined) return missing;
  const row: Record<string, readonly string[]> = {};
  const extras: Record<string, readonly string[]> = {};
  for (const [name, values] of fields) {
    const extra = inExtras.exec(name)?.[1];
    if (extra !== undefined) extras[extra] = values;
    else if (!credentials.has(name.toLowerCase())) row[name] = values;
  }
  const document = parseDocument(JSON.stringify({ updates: [{ ...row, extras }] }));
  const read = document && readUpdates(document, context);
  const [update] = read?.rows ?? [];
  if (update) return update;
  const reason = read?.skipped[0]?.reason ?? "";
  return requiredOfPushed.find((name) => reason.includes(name)) ?? "update_id";
}
