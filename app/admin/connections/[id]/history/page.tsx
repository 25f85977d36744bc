import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orRefuse } from "@/app/_server/staff";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { AuditTrail } from "@/components/admin/audit-trail";
import { Pager } from "@/components/admin/pager";
import { AuditQuery, listAudit } from "@/lib/auth/list-audit";

type Props = ConnectionParams & { searchParams: Promise<{ cursor?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminConnections"))("detail.history") };
}

export default async function ConnectionHistoryPage({ params, searchParams }: Props) {
  const { actor, connection } = await connectionOf({ params });
  const { cursor } = await searchParams;
  const query = AuditQuery.parse({ connection: connection.id, cursor });
  const page = await orRefuse(listAudit(actor, query));
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="history" />
      <AuditTrail entries={page.items} />
      <Pager next={page.next} />
    </>
  );
}
