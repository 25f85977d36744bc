import { z } from "zod";
import { translator } from "@/lib/messages";
import type { RequestUpdate } from "@/lib/open311/documents";
import { readUpdates, updateRows } from "@/lib/open311/read/updates";
import { labelKeyOf } from "@/lib/reports/states";
import { keepUnreadable } from "@/lib/sync/dead-letters/keep-unreadable";
import type { HistoryKind, HistoryOutcome } from "@/lib/sync/history/history-kind";
import { skipReasons, type Taken, takeUpdates } from "@/lib/sync/updates/take-updates";

/** Old updates: taken in as those that are pulled, but in silence. Source: spec/integration.md 5.13. */
export const updatesKind: HistoryKind<RequestUpdate> = {
  kind: "updates",
  rows: updateRows,
  read: readUpdates,
  async take(id, items, { historyRunId: _, notesCodes: __, ...options }) {
    const taken = await takeUpdates({ id }, items, { ...options, silent: true });
    return items.flatMap((item, at) => {
      const one = taken[at];
      return one ? [outcomeOf(item, one)] : [];
    });
  },
  async keepUnreadable(id, rows, now) {
    await keepUnreadable({ id }, rows, null, now);
  },
  wordsFor(reason) {
    const known = Reason.safeParse(reason).data;
    return known ? translator("updateDecisions")(`skipped.${known}`) : reason;
  },
};

const Reason = z.enum(skipReasons);

const outcomeOf = (item: RequestUpdate, taken: Taken): HistoryOutcome => ({
  outcome: taken.kind,
  reason: taken.kind === "skipped" ? taken.reason : null,
  place: null,
  told: () =>
    translator("history")("told.sample", {
      id: item.updateId,
      request: item.fixmystreetId ?? item.serviceRequestId ?? "?",
      at: item.updatedDatetime.toISOString(),
      words: wordsFor(taken),
    }),
});

function wordsFor(taken: Taken): string {
  const t = translator("updateDecisions");
  switch (taken.kind) {
    case "dead":
      return taken.reason;
    case "skipped":
      return t(`skipped.${taken.reason}`);
    case "known":
      return t("taken.known");
    case "created": {
      const { state, hidden } = taken.decision;
      const said = hidden ? t(`hidden.${hidden}`) : t("taken.created");
      const word = state.word ?? "";
      const meaning = state.meant ? translator("states")(`label.${labelKeyOf(state.meant)}`) : "";
      return `${said} ${t(`state.${state.because}`, { word, state: meaning })}`;
    }
  }
}
