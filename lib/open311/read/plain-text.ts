import { decodeEntities } from "@/lib/open311/read/xml";

const tag = /<\/?[a-z][^<>]*>|<!--[\s\S]*?-->/gi;

/** Text out of what may be HTML (services and questions are described in it in the field); other text is left alone. */
export function plainText(text: string | undefined): string | undefined {
  if (text === undefined || text.search(tag) < 0) return text;
  const stripped = text
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b[^<>]*>/gi, "\n")
    .replace(tag, "");
  const tidy = decodeEntities(stripped)
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return tidy === "" ? undefined : tidy;
}
