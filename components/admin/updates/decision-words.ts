import type { translator } from "@/lib/messages";
import { labelKeyOf } from "@/lib/reports/states";
import { Decision } from "@/lib/sync/updates/decision";
import type { Visibility } from "@/prisma/generated/enums";

/** What was decided about an item of a back end; null where nothing was kept that can be read. */
export function decisionOf(came: { decision: unknown } | null): Decision | null {
  const read = Decision.safeParse(came?.decision);
  return read.success ? read.data : null;
}

type Words = {
  t: ReturnType<typeof translator<"updateDecisions">>;
  /** Of `states.label`. */
  states: (key: ReturnType<typeof labelKeyOf>) => string;
};

/** What a decision says to people, sentence by sentence. @param visibility the update's, as it is now */
export function decisionWords(
  { state, text, template, time, hidden, category, group, assignment, ...told }: Decision,
  visibility: Visibility,
  { t, states }: Words,
): string[] {
  // People may have hidden or shown it since; that is told elsewhere.
  const asDecided = (hidden === null) === (visibility === "public");
  const meant = state.meant ? states(labelKeyOf(state.meant)) : "";
  const moved = category?.outcome === "taken" && category.private ? "takenPrivate" : category?.outcome;
  const { reference, details, pictures } = told;
  return [
    asDecided && t(`hidden.${hidden ?? "shown"}`),
    t(`state.${state.because}`, { word: state.word ?? "", state: meant }),
    t(`text.${text}`),
    template && t(`template.${template.because}`),
    t(`time.${time.notBefore ?? "kept"}`),
    category && moved && t(`category.${moved}`, { to: category.to }),
    group && t(`group.${group}`),
    assignment && t(`assignment.${assignment}`),
    reference && t(`reference.${reference}`),
    details && t(`details.${details}`),
    pictures > 0 && t("pictures", { count: pictures }),
  ].filter((sentence) => typeof sentence === "string");
}
