import { isDeepStrictEqual } from "node:util";
import { QuestionEntry as Entry, type QuestionEntry } from "@/lib/bodies/question-entry";
import type { QuestionOption } from "@/lib/bodies/questions";
import { numbered } from "@/lib/bodies/save-questions";
import type { QuestionToWrite } from "@/lib/bodies/write-questions";
import type { ServiceAttribute } from "@/lib/open311/documents";
import { plainText } from "@/lib/open311/read/plain-text";
import type { Definition } from "@/lib/sync/services/service-list";
import type { KnownQuestion, Remark } from "@/lib/sync/services/sync-plan";

export type FollowedQuestions = { questions: QuestionToWrite[] | null; remarks: Omit<Remark, "service">[] };

/** What we answer by ourselves where a back end lists it (lib/open311/post-form.ts); nobody can be asked for it. */
const ownCodes: ReadonlySet<string> = new Set(["easting", "northing", "closest_address"]);

/**
 * The questions that a contact is to have: those of the definition in their order, and of its own those that are protected. A protected
 * one stands in the place of the definition's of the same code. Nothing is taken away where nothing could be read.
 * Source: spec/integration.md 8.3 (4) and 8.5, AC-137.
 * @returns `questions` null when they are so already
 */
export function followQuestions(
  definition: Definition,
  known: readonly KnownQuestion[],
  idField: string,
): FollowedQuestions {
  const kept = known.filter((question) => question.protected);
  switch (definition.kind) {
    case "unsaid":
      return { questions: null, remarks: [] };
    case "failed":
      return { questions: null, remarks: [{ kind: "unread_definition", detail: definition.reason }] };
    case "none":
      return { questions: kept.length < known.length ? kept : null, remarks: [] };
    case "read":
      return merge(definition, known, kept, idField);
  }
}

function merge(
  { attributes, unread }: Definition & { kind: "read" },
  known: readonly KnownQuestion[],
  kept: readonly KnownQuestion[],
  idField: string,
): FollowedQuestions {
  if (attributes.length === 0)
    return { questions: null, remarks: [{ kind: "empty_definition", detail: "" }] };
  const remarks: FollowedQuestions["remarks"] = [];
  if (unread > 0) remarks.push({ kind: "unread_questions", detail: String(unread) });
  const ids = new Map(known.map(({ code, id }) => [code, id]));
  const local = new Map(kept.map((question) => [question.code, question]));
  const merged = new Map<string, QuestionToWrite>();
  for (const attribute of attributes) {
    const entry = local.get(attribute.code) ?? entryOf(attribute, idField, remarks);
    if (entry && !merged.has(entry.code))
      merged.set(entry.code, { ...entry, id: ids.get(entry.code) ?? null });
  }
  const rest = kept.filter(({ code }) => !merged.has(code));
  rest.sort((a, b) => (a.code < b.code ? -1 : 1));
  // Stable: equal numbers stay as they are told.
  const sorted = [...merged.values(), ...rest].sort((a, b) => a.order - b.order);
  const orders = numbered(sorted.map(({ order }) => order));
  const wanted = sorted.map((question, place) => ({ ...question, order: orders[place] ?? place }));
  return { questions: isDeepStrictEqual(plain(wanted), plain(known)) ? null : wanted, remarks };
}

/** In one order of keys, and without those that hold nothing. */
const plain = (questions: readonly QuestionToWrite[]): unknown =>
  [...questions]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((question) => JSON.parse(JSON.stringify(question)) as unknown);

/** An attribute as a question, checked as a council file's would be; null when it cannot be one. */
function entryOf(
  attribute: ServiceAttribute,
  idField: string,
  remarks: FollowedQuestions["remarks"],
): QuestionEntry | null {
  const { code, variable, required } = attribute;
  const isOwn = ownCodes.has(code) || code === idField;
  const automated = attribute.automated ?? (variable && isOwn ? "server_set" : "");
  const isChoice = attribute.datatype.endsWith("valuelist");
  const values = isChoice ? optionsOf(attribute) : [];
  const unanswerable = isChoice && values.length === 0 && variable && automated === "";
  // A choice without anything to choose from could never be answered; words can.
  if (unanswerable) remarks.push({ kind: "no_values", detail: code });
  const parsed = Entry.safeParse({
    code,
    description: attribute.description.replace(/\s*:\s*$/, ""),
    datatype: unanswerable ? "string" : attribute.datatype,
    datatypeDescription: attribute.datatypeDescription ?? "",
    required,
    variable,
    automated,
    values,
  });
  if (!parsed.success) {
    remarks.push({ kind: "unusable_question", detail: `${code}: ${parsed.error.issues[0]?.message ?? ""}` });
    return null;
  }
  return { ...parsed.data, order: wholeOrder(attribute.order) };
}

/** Each answer once; one that closes the form says why (AC-141). */
function optionsOf({ values }: ServiceAttribute): QuestionOption[] {
  const options = new Map<string, QuestionOption>();
  for (const { key, name, disableMessage } of values) {
    const stops = plainText(disableMessage)?.trim();
    if (key !== "" && !options.has(key))
      options.set(key, { key, name: name || key, ...(stops && { stops }) });
  }
  return [...options.values()];
}

/** As the column keeps it: whole, 32 bits. */
const wholeOrder = (order: number): number =>
  Math.max(-2_147_483_648, Math.min(2_147_483_647, Math.trunc(order) || 0));
