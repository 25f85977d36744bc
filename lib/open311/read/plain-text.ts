import { decodeEntities } from "@/lib/open311/read/xml";

// Only what HTML knows, so that "<none>" in a plain text stays.
const tag =
  /<\/?(?:a|abbr|b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|script|small|span|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?\/?>|<!--[\s\S]*?-->/gi;

const maxLength = 20_000;

/** Text out of what may be HTML (services and questions are described in it in the field); other text is left alone. */
export function plainText(text: string | undefined): string | undefined {
  if (text === undefined || text.search(tag) < 0) return text;
  const stripped = text
    .slice(0, maxLength)
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
