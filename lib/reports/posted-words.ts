import { oneLine } from "@/lib/plain-text";

export type PostedWords = {
  title: string;
  detail: string;
  /** The report's page at whoever posts it. */
  url: string | null;
};

const longestTitle = 200;
/** A sentence that is longer than this is not what one calls a problem. */
const longestSentence = 100;

/** FixMyStreet labels the parts where it writes British English. Source: spec/integration.md 4.3. */
const labelled = /^title:[^\S\n]*(.+)\n\ndetail:[^\S\n]*([\s\S]*?)\n\nurl:[^\S\n]*(https?:\S+)(?:\n\n.*)?$/i;
/** A report's address, alone in the last paragraph: so it stands in what FixMyStreet's kind, we too, send. */
const ownPage = /\n\n(https?:\/\/\S+\/report\/\d+)$/;

/**
 * What a posted request is called and what it says. The standard knows a description only: its first line or sentence is the title.
 * Whoever gives a title, or joins title and detail as FixMyStreet does, gets them back as they were. Pure; texts tidied before.
 * @param given a title, if there is one
 * @returns empty texts where nothing was said
 */
export function wordsOf(description: string, given: string): PostedWords {
  const [, title, labelledDetail, labelledUrl] = labelled.exec(description) ?? [];
  if (title && labelledUrl) {
    return { title: given || oneLine(title), detail: labelledDetail?.trim() ?? "", url: labelledUrl };
  }
  const [tail, url = null] = ownPage.exec(description) ?? [""];
  const text = description.slice(0, description.length - tail.length).trim();
  if (given) return { title: given, detail: withoutHead(text, given), url };
  const [, head = "", rest = ""] = /^([^\n]+)\n\n([\s\S]+)$/.exec(text) ?? [];
  if (head && head.length <= longestTitle) return { title: head, detail: rest, url };
  return { title: firstWords(text), detail: text, url };
}

/** The description may begin with the title that was also given by itself. */
const withoutHead = (text: string, title: string): string =>
  text.startsWith(`${title}\n\n`) ? text.slice(title.length + 2) : text || title;

/** The first line, or its first sentence; cut between two words where that is long. */
function firstWords(text: string): string {
  const [line = ""] = text.split("\n");
  const [, sentence = line] = /^(.{15,}?[.!?…])\s/u.exec(line) ?? [];
  if (sentence.length <= longestSentence) return sentence.replace(/(?<!\.)\.$/, "");
  const cut = [...sentence].slice(0, longestSentence).join("");
  return `${cut.replace(/\s+\S*$/, "")}…`;
}
