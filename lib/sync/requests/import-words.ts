import { translator } from "@/lib/messages";
import type { ServiceRequest } from "@/lib/open311/documents";
import { oneLine } from "@/lib/plain-text";
import { type Removed, stripPersonal } from "@/lib/sync/requests/strip-personal";

const longestTitle = 200;
const t = translator("imports");

/** Making words of messages takes longer than all else that is decided of a request, and years of them say the same. */
function remembered(make: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    // A back end without a list of services may call each otherwise.
    if (known.size >= 1_000) known.clear();
    known.set(key, found);
    return found;
  };
}

const titleOf = remembered((service) => t("title", { service }));
const removals = { phone: "", email: "", name: "", plate: "" } satisfies Record<Removed, string>;
const removalOf = (what: Removed): string => (removals[what] ||= t(`removed.${what}`));

/**
 * What an imported report says: the item's own title, or what kind of problem it is; its description, or the title once more. Where
 * descriptions are left out, all that the back end wrote is looked over for what tells who somebody is.
 * Source: spec/integration.md 7.3 step 12, AC-120, AC-121.
 * @param service the service's name
 */
export function importWords(
  item: ServiceRequest,
  service: string,
  descriptions: "keep" | "strip" | "none",
): { title: string; detail: string; address: string | null } {
  const tidy = (text: string) => (descriptions === "keep" ? text : stripPersonal(text, removalOf));
  const own = oneLine(tidy(item.extras.title ?? ""));
  const title = shortened(own || titleOf(service));
  const description = descriptions === "none" ? "" : withoutTitle(tidy(item.description ?? "").trim(), own);
  return { title, detail: description || title, address: tidy(item.address ?? "") || null };
}

/** FixMyStreet's kind tells the title by itself and once more before what it describes: `Title: detail`, or ours, on a line of its own. */
function withoutTitle(description: string, title: string): string {
  const rest = title !== "" && description.startsWith(title) ? description.slice(title.length) : "";
  return /^\s*[:\n]\s*(\S.*)$/s.exec(rest)?.[1] ?? description;
}

function shortened(title: string): string {
  const characters = [...title];
  return characters.length <= longestTitle
    ? title
    : `${characters
        .slice(0, longestTitle - 1)
        .join("")
        .trimEnd()}…`;
}
