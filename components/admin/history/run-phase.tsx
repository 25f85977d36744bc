import { useTranslations } from "next-intl";
import { Badge, type BadgeLook } from "@/components/admin/contacts/badge";
import type { ListedRun, RunPhase } from "@/lib/sync/history/list-runs";

const looks: Record<RunPhase, BadgeLook> = {
  ...{ waiting: "plain", running: "plain", pausing: "plain" },
  ...{ paused: "warn", cut_off: "warn", failed: "bad", done: "good" },
};

/** How a run stands, in a word. */
export function RunPhaseBadge({ phase }: Pick<ListedRun, "phase">) {
  return <Badge look={looks[phase]}>{useTranslations("adminHistory.phase")(phase)}</Badge>;
}

const moving: ReadonlySet<RunPhase> = new Set(["waiting", "running", "pausing"]);

/** Whether more will come of it by itself. */
export const isMoving = ({ phase }: Pick<ListedRun, "phase">): boolean => moving.has(phase);
