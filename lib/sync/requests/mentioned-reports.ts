import type { ServiceRequest } from "@/lib/open311/documents";
import { largestId } from "@/lib/row-id";
import { siteUrl } from "@/lib/urls";

/**
 * Reports of ours that a request names: by a field that carries our number, or by a report's address or photo in what it says.
 * @param idFields names of such fields, in small letters
 * @returns how each is named, a number before an address
 */
export function mentionedReports(
  item: ServiceRequest,
  idFields: ReadonlySet<string>,
): Map<number, "number" | "address"> {
  const found = new Map<number, "number" | "address">();
  const add = (digits: string, how: "number" | "address") => {
    const id = Number(digits);
    if (id > 0 && id <= largestId && found.get(id) !== "number") found.set(id, how);
  };
  for (const [name, value] of Object.entries(item.extras)) {
    const field = (name.split(".").at(-1) ?? "").toLowerCase();
    if (idFields.has(field) && /^\s*\d{1,10}\s*$/.test(value)) add(value, "number");
  }
  const text = [item.description, item.statusNotes, ...item.mediaUrls].join("\n");
  for (const start of [siteUrl("/report/"), siteUrl("/photo/")]) {
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
      const digits = /^\d{1,10}(?!\d)/.exec(text.slice(at + start.length, at + start.length + 11))?.[0];
      if (digits) add(digits, "address");
    }
  }
  return found;
}
