import { kindOf } from "@/lib/reports/states";
import { type CodeMatch, matchCode } from "@/lib/sync/updates/code-pattern";
import type { ReportState } from "@/prisma/generated/enums";

/** One of the body's templates that answer by themselves and are not retired. */
export type Template = {
  id: number;
  text: string;
  emailText: string | null;
  state: ReportState | null;
  externalStatusCode: string | null;
  /** Categories it is for; empty = all. */
  categoryIds: readonly number[];
};

/** What has changed for a report, by an item. */
export type Change = {
  /** The state before, and the one that the item means; null = it means none. */
  before: ReportState;
  after: ReportState | null;
  /** The back end's own code, before (empty = none) and now. */
  codeBefore: string;
  code: string;
  categoryId: number;
};

export type Chosen<Of extends Template = Template> = { template: Of; because: "state" | "code" };

type Candidate<Of extends Template> = Chosen<Of> & { match: CodeMatch | null; own: boolean };

/**
 * Which of a body's templates has the words for a change; null when nothing changed or none has. A code that is gone is no change,
 * and whatever changed is answered by templates for that only: a new code under the old state gets no words for the state. The code
 * comes before the state, one that names it in full before wildcards, the category's own before a general one.
 * Source: spec/integration.md 5.7.
 */
export function chooseTemplate<Of extends Template>(
  { before, after, codeBefore, code, categoryId }: Change,
  templates: readonly Of[],
): Chosen<Of> | null {
  const stateChanged =
    after !== null && after !== before && !(kindOf(after) === "fixed" && kindOf(before) === "fixed");
  const codeChanged = code !== "" && code !== codeBefore;
  const candidates = templates.flatMap((template): Candidate<Of>[] => {
    const { externalStatusCode, state, categoryIds } = template;
    const own = categoryIds.includes(categoryId);
    if (!own && categoryIds.length > 0) return [];
    if (externalStatusCode) {
      const match = codeChanged && state === null ? matchCode(externalStatusCode, code) : null;
      return match ? [{ template, because: "code", match, own }] : [];
    }
    return stateChanged && state === after ? [{ template, because: "state", match: null, own }] : [];
  });
  const [best] = candidates.sort(
    (a, b) =>
      compareMatches(a.match, b.match) || Number(b.own) - Number(a.own) || a.template.id - b.template.id,
  );
  return best ? { template: best.template, because: best.because } : null;
}

function compareMatches(a: CodeMatch | null, b: CodeMatch | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a.wildcards - b.wildcards || a.stars - b.stars;
}
