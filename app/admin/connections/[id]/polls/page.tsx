import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse } from "@/app/_server/staff";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { readNow, readWindow } from "@/app/admin/connections/[id]/polls/act";
import { PollList } from "@/components/admin/polls/poll-list";
import { PullDesk } from "@/components/admin/polls/pull-desk";
import { may } from "@/lib/auth/permissions";
import { listPolls, PollQuery } from "@/lib/sync/pull/list-polls";
import { readPulls } from "@/lib/sync/pull/read-pulls";

type Props = ConnectionParams & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ params }: ConnectionParams): Promise<Metadata> {
  return { title: (await getTranslations("adminPolls"))("page", { id: (await params).id }) };
}

export default async function PollsPage({ params, searchParams }: Props) {
  const { actor, connection } = await connectionOf({ params });
  const asked = { ...(await searchParams), connection: String(connection.id) };
  const { search, query } = pageQuery(PollQuery, asked);
  const [pulses, page] = await orRefuse(
    Promise.all([readPulls(actor, connection.id), listPolls(actor, query)]),
  );
  const mayAsk = may(actor, "delivery:act", { bodyIds: [connection.body.id] });
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="polls" />
      <PullDesk
        connectionId={connection.id}
        initial={JSON.parse(JSON.stringify(pulses))}
        ask={mayAsk ? { now: readNow, window: readWindow } : null}
      />
      <PollList connectionId={connection.id} initial={{ search, page: JSON.parse(JSON.stringify(page)) }} />
    </>
  );
}
