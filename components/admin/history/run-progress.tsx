import { useTranslations } from "next-intl";
import { isMoving } from "@/components/admin/history/run-phase";
import type { Wired } from "@/components/admin/list-query";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { ListedRun } from "@/lib/sync/history/list-runs";

type Run = Pick<Wired<ListedRun>, "phase" | "part" | "done" | "takenBack" | "rate" | "secondsLeft">;

/** How far a run has come: a bar, and in words how many items, how many a second, and how long it still takes. */
export function RunProgress({ run }: { run: Run }) {
  const t = useTranslations("adminHistory.progress");
  const { part, done, takenBack, rate, secondsLeft } = run;
  const facts = [
    part !== null && t("part", { percent: part }),
    takenBack === null ? t("rows", { count: done }) : t("taken", { count: takenBack }),
    isMoving(run) && rate !== null && t("rate", { rate: Math.round(rate) }),
    isMoving(run) && secondsLeft !== null && t("left", { minutes: Math.round(secondsLeft / 60) }),
  ];
  return (
    <div className="flex flex-col gap-1">
      <ProgressBar label={t("label")} part={part} />
      <p className="tabular-nums">{facts.filter(Boolean).join(" · ")}</p>
    </div>
  );
}
