import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse } from "@/app/_server/staff";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { saveWords } from "@/app/admin/connections/[id]/statuses/save";
import { StatusDesk } from "@/components/admin/statuses/status-desk";
import { readStatusMap } from "@/lib/sync/status-map/read-status-map";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminStatuses"))("title") };
}

/** What the back end's words for a report's state mean; only Open311 speaks in such words. */
export default async function StatusesPage({ params }: ConnectionParams) {
  const { actor, connection } = await connectionOf({ params });
  if (connection.method !== "open311") notFound();
  const view = await orRefuse(readStatusMap(actor, connection.id));
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="statuses" />
      <StatusDesk view={view} save={saveWords} />
    </>
  );
}
