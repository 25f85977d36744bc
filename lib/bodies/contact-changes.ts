import { messages, translator } from "@/lib/messages";

/** One thing that was changed, in words; `was` null = it is new, `is` null = it is gone. */
export type ChangeInWords = { what: string; was: string | null; is: string | null };

type Values = Readonly<Record<string, unknown>>;

const t = translator("adminContacts");

/** What an audit entry about a contact says was changed, for people: the fields by the names that they have on the page. */
export function contactChanges(action: string, before: unknown, after: unknown): ChangeInWords[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  if (action === "contacts.questions") return questionChanges(was, is);
  const isNew = before === null;
  return keysOf(was, is)
    .filter((key) => !(isNew && isEmpty(is[key])))
    .flatMap((key) => {
      if (key === "questions") return questionChanges(byCode(was[key]), byCode(is[key]));
      return [{ what: nameOf(key), was: isNew ? null : inWords(key, was[key]), is: inWords(key, is[key]) }];
    });
}

function questionChanges(before: Values, after: Values): ChangeInWords[] {
  return keysOf(before, after).flatMap((code): ChangeInWords[] => {
    const [was, is] = [before[code], after[code]];
    if (was === undefined)
      return [{ what: t("history.question", { code }), was: null, is: aboutQuestion(is) }];
    if (is === undefined)
      return [{ what: t("history.question", { code }), was: aboutQuestion(was), is: null }];
    const [old, now] = [valuesOf(was), valuesOf(is)];
    return keysOf(old, now)
      .filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]))
      .map((key) => ({
        what: t("history.ofQuestion", { code, what: nameOf(key) }),
        was: inWords(key, old[key]),
        is: inWords(key, now[key]),
      }));
  });
}

/** A file's import keeps questions as a list. */
const byCode = (list: unknown): Values =>
  Object.fromEntries((Array.isArray(list) ? list : []).map((one) => [String(valuesOf(one).code), one]));

const aboutQuestion = (question: unknown): string => inWords("description", valuesOf(question).description);

const valuesOf = (value: unknown): Values =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};

const inOrder = Object.keys(messages.adminContacts.history.fields);

/** As they stand on the page: the database keeps no order of keys. */
const keysOf = (a: Values, b: Values): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].sort(
    (x, y) => inOrder.indexOf(x) - inOrder.indexOf(y),
  );

const isEmpty = (value: unknown): boolean =>
  value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0);

/** A key's name; what has none, or comes from a newer version, is told as it is written. */
function nameOf(key: string): string {
  const name = `history.fields.${key}` as Parameters<typeof t.has>[0];
  return t.has(name) ? t(name as "history.fields.category") : key;
}

function inWords(key: string, value: unknown): string {
  if (key === "automated" && value === "") return t("automated.asked");
  if (value === undefined || value === null || value === "") {
    return key === "connection" ? t("history.bodysWay") : t("history.nothing");
  }
  if (typeof value === "boolean") return value ? t("history.yes") : t("history.no");
  if (Array.isArray(value)) return value.map(itemInWords).join(", ") || t("history.nothing");
  const word = `${key}.${String(value)}` as Parameters<typeof t.has>[0];
  return t.has(word) ? t(word as "state.confirmed") : String(value);
}

/** A word of a list, or an answer to choose: by its name, with what it stops. */
function itemInWords(item: unknown): string {
  const { name, key, stops } = valuesOf(item);
  if (key === undefined) return String(item);
  return stops ? t("history.stops", { name: String(name) }) : `${name} (${key})`;
}
