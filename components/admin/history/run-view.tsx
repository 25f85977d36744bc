"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import { RunActions, type RunVerbs } from "@/components/admin/history/run-actions";
import { RunOutcomes } from "@/components/admin/history/run-outcomes";
import { isMoving, RunPhaseBadge } from "@/components/admin/history/run-phase";
import { RunProgress } from "@/components/admin/history/run-progress";
import { readJson, type Wired } from "@/components/admin/list-query";
import { ListProblem } from "@/components/admin/table/list-problem";
import { PlacesMapFrame } from "@/components/map/places-map-frame";
import type { MapView, TileSource } from "@/components/map/view";
import { Card } from "@/components/ui/card";
import { longDate, RelativeTime } from "@/components/ui/relative-time";
import type { ShownRun } from "@/lib/sync/history/list-runs";

type Run = Wired<ShownRun>;
type Props = { initial: Run; actions: RunVerbs; map: { start: MapView; tiles: TileSource } };

/** One run: how it stands, what can be done with it, and what came of it; read anew every few seconds while it moves. */
export function RunView({ initial, actions, map }: Props) {
  const t = useTranslations("adminHistory");
  const {
    data: run,
    error,
    refetch,
  } = useQuery({
    queryKey: ["admin", "history", "run", initial.id],
    queryFn: ({ signal }) => readJson<Run>(`/api/admin/history/${initial.id}`, signal),
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? 2_000 : 20_000),
  });
  return (
    <>
      <ListProblem error={error} retry={() => void refetch()} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Standing run={run} actions={actions} />
        <div className="flex min-w-0 flex-col gap-4">
          <RunOutcomes run={run} />
          {run.places.length > 0 && (
            <Card className="flex flex-col gap-3">
              <h2 className="text-large">{t("detail.map", { count: run.places.length })}</h2>
              <div className="relative h-96 overflow-hidden rounded border border-line">
                <PlacesMapFrame
                  {...map}
                  label={t("detail.map", { count: run.places.length })}
                  places={run.places}
                />
              </div>
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

function Standing({ run, actions }: { run: Run; actions: RunVerbs }) {
  const t = useTranslations("adminHistory");
  const { task, undone, error, windowStart, finishedAt, undoneAt, startedBy } = run;
  const when = (at: string) => <RelativeTime at={new Date(at)} />;
  return (
    <Card className="flex min-w-0 flex-col gap-4">
      <h2 className="text-large">{t("detail.how")}</h2>
      <div>
        <RunPhaseBadge phase={run.phase} />
      </div>
      {error && <p className="border-s-4 border-danger ps-3 wrap-anywhere">{error}</p>}
      <RunProgress run={run} />
      {undone && task === "undo" && (
        <p className="max-w-[60ch]">
          {t("detail.undone", undone)} {undone.kept > 0 && t("detail.kept", undone)}{" "}
          {undone.waiting > 0 && t("detail.dropped", undone)}
        </p>
      )}
      <RunActions run={run} actions={actions} />
      <Facts
        facts={[
          { label: t("detail.task"), value: t(`task.${task}`) },
          { label: t("detail.source"), value: run.file ?? t("backEnd") },
          { label: t("detail.kind"), value: t(`kind.${run.kind === "updates" ? "updates" : "requests"}`) },
          windowStart !== null && { label: t("detail.from"), value: longDate(new Date(windowStart)) },
          { label: t("list.started"), value: when(run.startedAt) },
          { label: t("list.by"), value: startedBy?.name ?? t("list.command") },
          finishedAt !== null && { label: t("detail.finished"), value: when(finishedAt) },
          undoneAt !== null && { label: t("detail.undoneAt"), value: when(undoneAt) },
          task !== "look" && { label: t("detail.reports"), value: String(run.reports) },
        ]}
      />
    </Card>
  );
}
