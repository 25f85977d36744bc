import { z } from "zod";
import { translator } from "@/lib/messages";
import type { ServiceRequest } from "@/lib/open311/documents";
import type { RowNames } from "@/lib/open311/read/document";
import { readRequests, requestRows } from "@/lib/open311/read/requests";
import { labelKeyOf } from "@/lib/reports/states";
import { keepUnreadable } from "@/lib/sync/dead-letters/keep-unreadable";
import type { HistoryKind, HistoryOutcome } from "@/lib/sync/history/history-kind";
import { importSkips } from "@/lib/sync/requests/decide-import";
import { type TakenRequest, takeRequests } from "@/lib/sync/requests/take-requests";

/** What a list in a file is wrapped in may have a `status` or a `token` of its own, which an answer's rows are known by. */
const fileRows: RowNames = {
  ...requestRows,
  marks: requestRows.marks.filter((mark) => mark.endsWith("_id") || mark === "requested_datetime"),
};

/** Old requests: taken in as those that are pulled. Source: spec/integration.md 7.2. */
export const requestsKind: HistoryKind<ServiceRequest> = {
  kind: "requests",
  rows: fileRows,
  read: readRequests,
  async take(id, items, options) {
    const taken = await takeRequests({ id }, items, options);
    return items.flatMap((item, at) => {
      const one = taken[at];
      return one ? [outcomeOf(item, one)] : [];
    });
  },
  async keepUnreadable(id, rows, now) {
    await keepUnreadable({ id }, rows, null, now, "requests");
  },
  wordsFor,
};

const Reason = z.enum(importSkips);

function wordsFor(reason: string): string {
  const known = Reason.safeParse(reason).data;
  return known ? translator("imports")(`skipped.${known}`) : reason;
}

const outcomeOf = (item: ServiceRequest, taken: TakenRequest): HistoryOutcome => ({
  outcome: taken.kind,
  reason: reasonOf(item, taken),
  place: taken.kind === "created" ? { ...taken.report.point, title: taken.report.title } : null,
  told: () => {
    const at = item.requestedDatetime ?? item.updatedDatetime;
    return translator("history")("told.sampleRequest", {
      id: item.serviceRequestId,
      service: item.serviceName || item.serviceCode || "?",
      at: at?.toISOString() ?? "?",
      words: told(taken),
    });
  },
});

function reasonOf({ serviceName }: ServiceRequest, taken: TakenRequest): string | null {
  if (taken.kind === "skipped") return taken.reason;
  if (taken.kind !== "waiting") return null;
  return serviceName && serviceName !== taken.code ? `${taken.code} (${serviceName})` : taken.code;
}

function told(taken: TakenRequest): string {
  const t = translator("history");
  switch (taken.kind) {
    case "dead":
      return taken.reason;
    case "skipped":
      return wordsFor(taken.reason);
    case "known":
      return t("outcome.known");
    case "waiting":
      return translator("imports")("waiting", { code: taken.code });
    case "created": {
      const { title, category, point, state, visibility } = taken.report;
      return t("told.wouldBe", {
        ...{ title, category: category.name, visibility, place: `${point.lat}, ${point.lon}` },
        state: translator("states")(`label.${labelKeyOf(state)}`),
      });
    }
  }
}
