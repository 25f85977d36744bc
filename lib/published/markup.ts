import { cleanText } from "@/lib/open311/write/clean-text";

const marks: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it may stand in XML or HTML, between tags or in a quoted attribute; also `]]>`, which XML forbids, is harmless then. */
export const escaped = (text: string): string =>
  cleanText(text).replace(/[&<>"]/g, (mark) => marks[mark] ?? mark);

export type Attributes = Readonly<Record<string, string>>;

/** Markup that is finished: text in it has been escaped. */
export type Markup = string;

/** One element around markup. Names are ours, values of attributes anybody's. */
export function element(name: string, inside: readonly Markup[] = [], attributes: Attributes = {}): Markup {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(
    " ",
  );
  return inside.length === 0 ? `<${open}/>` : `<${open}>${inside.join("")}</${name}>`;
}

/** One element around text. */
export const textElement = (name: string, text: string, attributes: Attributes = {}): Markup =>
  element(name, [escaped(text)], attributes);
