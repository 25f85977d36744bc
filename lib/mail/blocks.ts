import { escapeHtml } from "@/lib/mail/escape-html";

export type Field = {
  label: string;
  value: string;
  /** Makes the value a link. */
  url?: string;
  /** Language of the value, where it is somebody's own words. */
  lang?: string;
  /** Begins on its own line also where it has only one. */
  long?: boolean;
};

/** What a mail is made of; each is written as plain text and as HTML. */
export type Block =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "small"; text: string }
  /** Something to know first, set apart. */
  | { kind: "notice"; text: string }
  | { kind: "button"; label: string; url: string }
  /** An address written out, for those whose mail program shows no links. */
  | { kind: "address"; text: string; url: string }
  | { kind: "fields"; fields: readonly Field[] }
  /** A picture that is attached under this content id; nothing in the text part, where it is simply attached. */
  | { kind: "image"; contentId: string; alt: string; width: number };

type Kind = Block["kind"];
type Of<Name extends Kind> = Extract<Block, { kind: Name }>;

const textOf: { [Name in Kind]: (block: Of<Name>) => string } = {
  heading: ({ text }) => `${text}\n${"=".repeat(Math.min(70, text.length))}`,
  paragraph: ({ text }) => text,
  small: ({ text }) => text,
  notice: ({ text }) => `*** ${text} ***`,
  button: ({ label, url }) => `${label}:\n${url}`,
  address: () => "",
  fields: ({ fields }) => fields.map(fieldText).join("\n"),
  image: () => "",
};

function fieldText({ label, value, url, long }: Field): string {
  const told = url ?? value;
  // What has several lines begins on its own, indented, so that nobody's words can pass for a field.
  return long || told.includes("\n") ? `${label}:\n${told.replace(/^/gm, "    ")}` : `${label}: ${told}`;
}

const margin = "margin: 0 0 16px;";

const htmlOf: { [Name in Kind]: (block: Of<Name>) => string } = {
  heading: ({ text }) =>
    `<h1 style="${margin} font-size: 22px; line-height: 1.3; font-weight: bold;">${escapeHtml(text)}</h1>`,
  paragraph: ({ text }) => `<p style="${margin}">${lines(text)}</p>`,
  small: ({ text }) =>
    `<p class="soft" style="${margin} font-size: 14px; color: #435055;">${lines(text)}</p>`,
  notice: ({ text }) =>
    `<p class="notice" style="${margin} padding: 12px 16px; background: #fdf1d7; border-radius: 8px; font-weight: bold;">${lines(text)}</p>`,
  button: ({ label, url }) =>
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${margin}"><tr><td class="button" style="background: #0a5552; border-radius: 8px;"><a href="${escapeHtml(url)}" style="display: inline-block; padding: 14px 28px; font-size: 17px; font-weight: bold; color: #ffffff; text-decoration: none;">${escapeHtml(label)}</a></td></tr></table>`,
  address: ({ text, url }) =>
    `<p class="soft" style="${margin} font-size: 14px; color: #435055;">${escapeHtml(text)}<br><a href="${escapeHtml(url)}" style="color: inherit; word-break: break-all;">${escapeHtml(url)}</a></p>`,
  fields: ({ fields }) =>
    `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="${margin} width: 100%; border-collapse: collapse;">${fields.map(fieldHtml).join("")}</table>`,
  image: ({ contentId, alt, width }) =>
    `<p style="${margin}"><img src="cid:${escapeHtml(contentId)}" alt="${escapeHtml(alt)}" width="${width}" style="display: block; width: 100%; max-width: ${width}px; height: auto; border-radius: 8px;"></p>`,
};

function fieldHtml({ label, value, url, lang }: Field): string {
  const shown = url
    ? `<a href="${escapeHtml(url)}" style="color: #0a5552;">${escapeHtml(value)}</a>`
    : lines(value);
  const marked = lang ? `<span lang="${escapeHtml(lang)}">${shown}</span>` : shown;
  const cell = "padding: 8px 0; border-top: 1px solid #d8d4ca; vertical-align: top; text-align: start;";
  return (
    `<tr><th scope="row" class="soft rule" style="${cell} width: 34%; padding-inline-end: 12px; font-weight: normal; color: #435055;">${escapeHtml(label)}</th>` +
    `<td class="ink rule" style="${cell}">${marked}</td></tr>`
  );
}

const lines = (text: string): string => escapeHtml(text).replace(/\n/g, "<br>");

// The compiler cannot see that a block meets the writer of its own kind.
export const blockText = (block: Block): string => (textOf[block.kind] as (block: Block) => string)(block);
export const blockHtml = (block: Block): string => (htmlOf[block.kind] as (block: Block) => string)(block);
