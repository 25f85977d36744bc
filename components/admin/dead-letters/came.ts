import type { FormState } from "@/lib/forms";
import type { Replayed } from "@/lib/sync/dead-letters/act-on-letters";
import type { SkipReason } from "@/lib/sync/updates/take-updates";

/** What came of an item that was tried again, as pages tell it. */
export type Came = { id: number } & (
  | { kind: "created"; reportId: number }
  | { kind: "known" }
  | { kind: "skipped"; reason: SkipReason }
  | { kind: "left_out" | "dead" | "unreadable"; reason: string }
);

export type ReplayState = FormState & { replayed?: Came[] };
export type ReplayAction = (previous: ReplayState, form: FormData) => Promise<ReplayState>;

/** Of the verb's answer what a page needs: not what was decided, which stands on the report's own page. */
export function cameOf({ id, result }: Replayed): Came {
  switch (result.kind) {
    case "created":
      return { id, kind: "created", reportId: result.reportId };
    case "known":
      return { id, kind: "known" };
    case "skipped":
      return { id, kind: "skipped", reason: result.reason };
    case "left_out":
    case "dead":
    case "unreadable":
      return { id, kind: result.kind, reason: result.reason };
  }
}

/** Whether its letter is dealt with now. */
export const wentWell = ({ kind }: Came): boolean =>
  kind === "created" || kind === "known" || kind === "left_out";
