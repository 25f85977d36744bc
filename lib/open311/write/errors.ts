import type { Open311Error } from "@/lib/open311/documents";
import { type Format, type Written, writeDocument } from "@/lib/open311/write/wire-tree";

/**
 * An error document. Send it with a true HTTP status: 404 for what does not exist, 403 for a missing or wrong
 * key, 400 for the rest. The description is read by people: say nothing internal in it.
 */
export function writeErrors(list: readonly Open311Error[], format: Format): Written {
  const items = list.map(({ code, description }) => ({ fields: { code, description } }));
  return writeDocument("errors", { list: "error", items }, format);
}
