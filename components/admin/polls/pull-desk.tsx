"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/admin/contacts/badge";
import { readJson, type Wired } from "@/components/admin/list-query";
import { AskNowForm, AskWindowForm } from "@/components/admin/polls/ask-forms";
import { PullFacts } from "@/components/admin/polls/pull-facts";
import { PullTimeline } from "@/components/admin/polls/pull-timeline";
import { ListProblem } from "@/components/admin/table/list-problem";
import type { FormActionOf } from "@/components/admin/use-form";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { PullPulse } from "@/lib/sync/pull/read-pulls";

type Pulse = Wired<PullPulse>;
type Props = {
  connectionId: number;
  initial: Pulse[];
  /** Null = the viewer may only look. */
  ask: { now: FormActionOf; window: FormActionOf } | null;
};

/** How a connection is read, with what can be done about it; read anew every few seconds. */
export function PullDesk({ connectionId, initial, ask }: Props) {
  const t = useTranslations("adminPolls");
  const { data, error, refetch } = useQuery({
    queryKey: ["admin", "pulls", connectionId],
    queryFn: ({ signal }) => readJson<Pulse[]>(`/api/admin/connections/${connectionId}/pulls`, signal),
    initialData: initial,
    refetchInterval: 10_000,
  });
  return (
    <>
      <ListProblem error={error} retry={() => void refetch()} />
      {data.length === 0 && <EmptyState title={t("nothing")}>{t("nothingBody")}</EmptyState>}
      {data.map((pulse) => (
        <PullCard key={pulse.health.kind} pulse={pulse} ask={ask} />
      ))}
    </>
  );
}

function PullCard({ pulse: { health, slots }, ask }: { pulse: Pulse; ask: Props["ask"] }) {
  const t = useTranslations("adminPolls");
  const { connectionId, kind, trouble, reading, dueAt } = health;
  // Where it is never its turn, nobody can ask either: its trouble says why.
  const mayAsk = ask !== null && dueAt !== null;
  const form = { connectionId, kind };
  return (
    <Card className="mb-4 flex flex-col gap-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex flex-col gap-1">
          <h2 className="text-large">{t(`kinds.${kind}`)}</h2>
          <p>
            <Badge look={trouble ? "bad" : "good"}>
              {trouble ? t("trouble") : reading ? t("reading") : t("well")}
            </Badge>
          </p>
          {trouble && <p className="max-w-[66ch] border-s-4 border-danger ps-3 break-words">{trouble}</p>}
        </div>
        {mayAsk && <AskNowForm {...form} action={ask.now} />}
      </div>
      <PullTimeline slots={slots} />
      <PullFacts health={health} />
      {mayAsk && (
        <details>
          <summary className="min-h-11 cursor-pointer py-2 font-semibold">{t("ask.window")}</summary>
          <AskWindowForm {...form} action={ask.window} />
        </details>
      )}
    </Card>
  );
}
