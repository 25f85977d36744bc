/** What was blanked before it was kept (lib/open311/redact.ts), plain and as it stands in a form. */
const blanked = /\[blanked\]|%5Bblanked%5D/gi;
export const dots = "••••";

/** A kept text as people see it: what was blanked is dots. */
export const withDots = (text: string): string => text.replace(blanked, dots);

type Headers = Readonly<Record<string, string>>;

/** A header's value, whatever the case of its name. */
export const headerOf = (headers: Headers, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

/**
 * A body made readable: JSON and XML indented, forms a line per field. Nothing is changed but white space and the form's
 * escapes; what is none of these, or not well-formed, stays as it is.
 */
export function prettyBody(body: string, headers: Headers): string {
  const type = headerOf(headers, "content-type") ?? "";
  const text = body.trim();
  if (/urlencoded/i.test(type)) return prettyForm(text);
  if (/json/i.test(type) || /^[{[]/.test(text)) return prettyJson(text) ?? body;
  if (/xml|html/i.test(type) || text.startsWith("<")) return prettyXml(text) ?? body;
  return body;
}

function prettyForm(text: string): string {
  return text
    .split("&")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return `${decoded(name)} = ${decoded(value.join("="))}`;
    })
    .join("\n");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

const jsonToken = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Indents JSON token by token, so that long numbers keep every digit; null for what is not JSON. */
function prettyJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const tokens = text.match(jsonToken) ?? [];
  let out = "";
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  tokens.forEach((token, at) => {
    const before = tokens[at - 1];
    if (token === "{" || token === "[") {
      depth++;
      out += token;
      if (tokens[at + 1] !== "}" && tokens[at + 1] !== "]") out += line();
    } else if (token === "}" || token === "]") {
      depth--;
      out += before === "{" || before === "[" ? token : line() + token;
    } else if (token === ",") out += token + line();
    else out += token === ":" ? ": " : token;
  });
  return out;
}

const xmlToken = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[^>]+>|[^<]+/g;

/** Indents XML; an element that holds only text stays on its line. Null when its tags do not close each other. */
function prettyXml(text: string): string | null {
  const tokens = (text.match(xmlToken) ?? []).map((token) => token.trim()).filter(Boolean);
  const lines: string[] = [];
  const open: string[] = [];
  let held: string | null = null;
  for (const token of tokens) {
    const indent = "  ".repeat(open.length);
    const closes = /^<\/\s*([^\s>]+)/.exec(token)?.[1];
    if (closes !== undefined) {
      if (open.pop() !== closes) return null;
      if (held !== null) lines[lines.length - 1] += held + token;
      else if (isOpening(lines.at(-1) ?? "", closes)) lines[lines.length - 1] += token;
      else lines.push("  ".repeat(open.length) + token);
      held = null;
    } else if (!token.startsWith("<") || token.startsWith("<![CDATA[")) {
      const last = lines.at(-1)?.trim() ?? "";
      if (held === null && open.length > 0 && isOpening(last, open.at(-1) ?? "")) held = token;
      else {
        if (held !== null) lines.push(indent + held);
        held = null;
        lines.push(indent + token);
      }
    } else {
      if (held !== null) lines.push(indent + held);
      held = null;
      lines.push(indent + token);
      const opens = /^<([^\s/!?>]+)/.exec(token)?.[1];
      if (opens !== undefined && !token.endsWith("/>")) open.push(opens);
    }
  }
  return open.length === 0 ? lines.join("\n") : null;
}

const isOpening = (line: string, name: string): boolean =>
  new RegExp(`^\\s*<${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?:\\s[^>]*)?>$`).test(line);
