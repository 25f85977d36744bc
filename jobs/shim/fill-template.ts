/** What can be filled in: names such as `description` or `attribute.size`, each with its values. */
export type Facts = ReadonlyMap<string, readonly string[]>;

const blanks = /\{([\w.-]+)\}/g;

const joined = (facts: Facts, name: string): string => (facts.get(name) ?? []).join(", ");

/** For an address: every value percent-encoded. */
export const fillAddress = (template: string, facts: Facts): string =>
  template.replace(blanks, (_, name: string) => encodeURIComponent(joined(facts, name)));

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** For an XML document: values cannot become markup. */
export const fillXml = (template: string, facts: Facts): string =>
  template.replace(blanks, (_, name: string) =>
    joined(facts, name)
      .replace(illegal, "")
      .replace(/[&<>"']/g, (sign) => escapes[sign] ?? ""),
  );

/**
 * For JSON: texts anywhere inside are filled in. A text that is nothing but `{name:number}` becomes a number (null when it is none),
 * `{name:list}` a list of all values.
 */
export function fillJson(template: unknown, facts: Facts): unknown {
  if (Array.isArray(template)) return template.map((item) => fillJson(item, facts));
  if (typeof template === "object" && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillJson(value, facts)]));
  }
  if (typeof template !== "string") return template;
  const [, name = "", type] = /^\{([\w.-]+):(number|list)\}$/.exec(template) ?? [];
  if (type === "list") return [...(facts.get(name) ?? [])];
  if (type === "number") {
    const text = joined(facts, name);
    return text !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
  }
  return template.replace(blanks, (_, blank: string) => joined(facts, blank));
}
