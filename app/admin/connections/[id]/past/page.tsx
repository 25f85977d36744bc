import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse } from "@/app/_server/staff";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { keepPiece, lookAtBackEnd, lookAtFile } from "@/app/admin/connections/[id]/past/act";
import { FileForm } from "@/components/admin/history/file-form";
import { RunList } from "@/components/admin/history/run-list";
import { WalkForm } from "@/components/admin/history/walk-form";
import { listRuns, RunQuery } from "@/lib/sync/history/list-runs";

type Props = ConnectionParams & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: ConnectionParams): Promise<Metadata> {
  return { title: (await getTranslations("adminHistory"))("page", { id: (await params).id }) };
}

export default async function PastPage({ params, searchParams }: Props) {
  const { actor, connection } = await connectionOf({ params });
  const t = await getTranslations("adminHistory");
  const asked = { ...(await searchParams), connection: String(connection.id) };
  const { search, query } = pageQuery(RunQuery, asked);
  const page = await orRefuse(listRuns(actor, query));
  const now = new Date();
  const from = new Date(Date.UTC(now.getUTCFullYear() - 2, now.getUTCMonth(), now.getUTCDate()));
  const today = dayOf(now);
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="past" />
      <h2 className="text-large">{t("start.title")}</h2>
      <p className="mt-1 mb-4 max-w-[66ch] text-ink-soft">{t("lead")}</p>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <WalkForm connectionId={connection.id} from={dayOf(from)} today={today} action={lookAtBackEnd} />
        <FileForm connectionId={connection.id} today={today} action={lookAtFile} keep={keepPiece} />
      </div>
      <RunList connectionId={connection.id} initial={{ search, page: JSON.parse(JSON.stringify(page)) }} />
    </>
  );
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
