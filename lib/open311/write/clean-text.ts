// XML 1.0 knows no way to write these, not even escaped; JSON does, but clients choke on them alike.
const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
// Most texts have nothing that could be wrong; halves of pairs are looked at one by one.
const suspicious = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD]/;

/** Text that both formats can carry: line breaks are single, what no document may hold is left out. */
export function cleanText(text: string): string {
  return suspicious.test(text) ? text.replace(/\r\n?/g, "\n").replace(illegal, "") : text;
}
