import { translator } from "@/lib/messages";
import type { RequestUpdate } from "@/lib/open311/documents";
import { type Change, chooseTemplate, type Template } from "@/lib/sync/updates/choose-template";
import { type Body, decideParticulars } from "@/lib/sync/updates/decide-particulars";
import { decideState } from "@/lib/sync/updates/decide-state";
import { decideText } from "@/lib/sync/updates/decide-text";
import type { Decision, HiddenReason } from "@/lib/sync/updates/decision";
import { type Facts, later, type Said } from "@/lib/sync/updates/facts";
import { isTold } from "@/lib/sync/updates/is-told";
import { mediaKey, rawOf } from "@/lib/sync/updates/item";
import type { StatusMap } from "@/lib/sync/updates/status-map";
import type { ReportState } from "@/prisma/generated/enums";

/** What of a connection and its body decides about items, however many. */
export type Source = Body & {
  map: StatusMap;
  templates: readonly Template[];
  /** Updates without words are nothing to be noted. */
  blanksAllowed: boolean;
};

/** An update to be written. */
export type NewUpdate = {
  text: string;
  emailText: string | null;
  newState: ReportState | null;
  stateApplied: boolean;
  visibility: "public" | "hidden";
  createdAt: Date;
  templateId: number | null;
  code: string | null;
  raw: ReturnType<typeof rawOf>;
  decision: Decision;
  extra: Record<string, string>;
  /** Pictures to be fetched for it. */
  media: readonly string[];
};

export type Decided =
  | { kind: "skip"; reason: "ignored_status" | "nothing_new" }
  | {
      kind: "take";
      update: NewUpdate;
      /** The words about a new category, said just before. */
      recategorised: string | null;
      after: Facts;
    };

/**
 * What an item of a back end does to a report: what is written, and why. Decides only, from what it is given.
 * Source: spec/integration.md 5.5–5.10, in that order.
 */
export function decideUpdate(facts: Facts, item: RequestUpdate, source: Source): Decided {
  const time = clamp(facts, item.updatedDatetime);
  const particulars = decideParticulars(facts, item, time.at, source);
  const state = decideState(facts, item.status, time.at, source.map);
  if (!state) return { kind: "skip", reason: "ignored_status" };

  const code = item.externalStatusCode ?? "";
  const change: Change = {
    ...{ before: facts.state, after: state.told.meant, codeBefore: facts.code, code },
    categoryId: particulars.after.category.id,
  };
  const words = decideText(item, chooseTemplate(change, source.templates), source.blanksAllowed);
  const said: Said = { text: words.text, state: state.newState, media: item.mediaUrls.map(mediaKey) };
  const hidden = whyHidden(facts, said, state.told.meant);
  if (isTold(item.extras.latest_data_only) && isKnown(facts, said, hidden) && !tellsMore(particulars.told)) {
    return { kind: "skip", reason: "nothing_new" };
  }

  const media = hidden === "says_nothing_new" ? [] : item.mediaUrls;
  const decision: Decision = {
    state: state.told,
    text: words.source,
    code: { before: facts.code, now: code },
    template: words.template,
    time: { said: item.updatedDatetime.toISOString(), notBefore: time.notBefore },
    hidden,
    ...particulars.told,
    pictures: media.length,
  };
  return {
    kind: "take",
    update: {
      ...{ text: words.text, emailText: words.emailText, templateId: words.template?.id ?? null },
      ...{ newState: state.newState, stateApplied: state.newState === null || isTrue(state.told) },
      ...{ visibility: hidden ? "hidden" : "public", createdAt: time.at, code: code || null },
      ...{ raw: rawOf(item), decision, media, extra: ofOthers(item) },
    },
    recategorised: categoryWords(facts, decision),
    after: afterTaking(particulars.after, said, decision, time.at),
  };
}

/** Whether the report is in the state that was told. */
const isTrue = ({ applied, because }: Decision["state"]): boolean => applied || because === "same";

/** Back ends often stamp what they say first with a time before we had noted that they got the report. */
function clamp({ answeredAt, sentAt }: Facts, at: Date): { at: Date } & Pick<Decision["time"], "notBefore"> {
  const justAfter = (moment: Date) => new Date(moment.getTime() + 1000);
  if (answeredAt && at <= answeredAt) return { at: justAfter(answeredAt), notBefore: "automatic_answer" };
  if (sentAt && at <= sentAt) return { at: justAfter(sentAt), notBefore: "sending" };
  return { at, notBefore: null };
}

/** Compared with what everybody read last, if that was the back end's. Source: spec/integration.md 5.10. */
function whyHidden(facts: Facts, said: Said, meant: ReportState | null): HiddenReason | null {
  const last = facts.newest?.said ?? null;
  if (said.text !== "" && said.text !== last?.text) return null;
  if (said.state !== null && meant !== facts.state) return null;
  const pictured = said.media.length > 0 && !isSameList(said.media, last?.media ?? []);
  return pictured ? "waits_for_its_picture" : "says_nothing_new";
}

/** Whether somebody who only tells how things stand has told it before. Source: spec/integration.md 5.5 g. */
function isKnown({ state, newestOfBody }: Facts, said: Said, hidden: HiddenReason | null): boolean {
  if (hidden === "says_nothing_new") return true;
  const last = newestOfBody?.said;
  return (
    last !== undefined &&
    last.text === said.text &&
    (last.state ?? state) === (said.state ?? state) &&
    isSameList(last.media, said.media)
  );
}

const tellsMore = ({ category, group, assignment, reference, details }: Partial<Decision>): boolean =>
  category?.outcome === "taken" ||
  [group, assignment, reference, details].some((one) => one === "taken" || one === "invited");

function categoryWords({ category: { name }, language }: Facts, { category }: Decision): string | null {
  if (category?.outcome !== "taken") return null;
  return translator("reportChanges", language)("public.categoryChanged", { from: name, to: category.to });
}

/** What is known once the update is written, for the next item about the same report. */
function afterTaking(facts: Facts, said: Said, { state, hidden, category }: Decision, at: Date): Facts {
  const isPublic = hidden === null || category?.outcome === "taken";
  const isNewest = (other: { at: Date } | null) => hidden === null && (!other || at >= other.at);
  return {
    ...facts,
    state: state.applied && state.meant ? state.meant : facts.state,
    updatedAt: isPublic ? later(facts.updatedAt, at) : facts.updatedAt,
    toldUpTo: later(at, facts.toldUpTo),
    newest: isNewest(facts.newest) ? { at, said } : facts.newest,
    newestOfBody: isNewest(facts.newestOfBody) ? { at, said } : facts.newestOfBody,
  };
}

/** What back ends pass on for others to read (`fms_extra_…`). */
const ofOthers = ({ extras }: RequestUpdate): Record<string, string> =>
  Object.fromEntries(Object.entries(extras).filter(([name]) => name.startsWith("fms_extra_")));

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, at) => key === other[at]);
