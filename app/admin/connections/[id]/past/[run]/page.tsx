import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { startView, tileSource } from "@/app/_server/map-setup";
import { orRefuse, staffActor } from "@/app/_server/staff";
import {
  goOn,
  lookAtBackEnd,
  lookAtFile,
  pause,
  readIn,
  takeBack,
} from "@/app/admin/connections/[id]/past/act";
import { RunView } from "@/components/admin/history/run-view";
import { PageHead } from "@/components/admin/page-head";
import { RowId } from "@/lib/form-fields";
import { getRun } from "@/lib/sync/history/list-runs";

type Props = { params: Promise<{ id: string; run: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("adminHistory");
  return { title: t("detail.title", { task: "read", id: (await params).run }) };
}

export default async function RunPage({ params }: Props) {
  const actor = await staffActor();
  const asked = await params;
  const [id, runId] = [RowId.safeParse(asked.id), RowId.safeParse(asked.run)];
  if (!id.success || !runId.success) notFound();
  const run = await orRefuse(getRun(actor, runId.data));
  const { connection } = run;
  if (connection.id !== id.data) notFound();
  const [t, connections] = await Promise.all([
    getTranslations("adminHistory"),
    getTranslations("adminConnections"),
  ]);
  const page = `/admin/connections/${connection.id}`;
  return (
    <>
      <PageHead
        trail={[
          { label: connections("title"), href: "/admin/connections" },
          { label: connection.slug, href: page as Route },
          { label: t("title"), href: `${page}/past` as Route },
        ]}
        title={t("detail.title", { task: run.task, id: String(run.id) })}
        lead={connection.body.name}
      />
      <RunView
        initial={JSON.parse(JSON.stringify(run))}
        actions={{ read: readIn, pause, goOn, takeBack, lookAtFile, lookAtBackEnd }}
        map={{ start: startView(), tiles: tileSource() }}
      />
    </>
  );
}
