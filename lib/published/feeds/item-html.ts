import { element, escaped, type Markup } from "@/lib/published/markup";

/** What people wrote, as HTML: paragraphs and line ends stay, everything else is text. */
export const paragraphs = (text: string): Markup =>
  text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map((part) => element("p", [escaped(part.trim()).replaceAll("\n", "<br/>")]))
    .join("");

/** A small picture that leads to where it is shown in full. */
export const thumbnail = (src: string, alt: string, href: string): Markup =>
  element("p", [element("a", [element("img", [], { src, alt })], { href })]);

/** Short lines under each other, in one paragraph. */
export const lines = (texts: readonly string[]): Markup =>
  texts.length === 0 ? "" : element("p", [texts.map(escaped).join("<br/>")]);

export const linkTo = (href: string, text: string): Markup =>
  element("p", [element("a", [escaped(text)], { href })]);
