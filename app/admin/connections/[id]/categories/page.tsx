import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orRefuse } from "@/app/_server/staff";
import { match } from "@/app/admin/connections/[id]/categories/match";
import {
  ConnectionHead,
  type ConnectionParams,
  connectionOf,
} from "@/app/admin/connections/[id]/connection-head";
import { MatchingForm } from "@/components/admin/matching/matching-form";
import { Pager } from "@/components/admin/pager";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { listServiceMatches } from "@/lib/sync/requests/list-service-matches";

type Props = ConnectionParams & { searchParams: Promise<{ cursor?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminConnections"))("detail.categories") };
}

export default async function MatchCategoriesPage({ params, searchParams }: Props) {
  const { actor, connection } = await connectionOf({ params });
  const { cursor } = await searchParams;
  const t = await getTranslations("adminMatching");
  const page = await orRefuse(
    listServiceMatches(actor, {
      connectionId: connection.id,
      ...(typeof cursor === "string" && { cursor }),
    }),
  );
  return (
    <>
      <ConnectionHead actor={actor} connection={connection} tab="categories" />
      <h2 className="text-large">{t("title")}</h2>
      <p className="mt-1 mb-4 max-w-[66ch] text-ink-soft">{t("lead")}</p>
      {!connection.pullRequests && (
        <div className="mb-4 max-w-3xl">
          <Notice kind="info" title={t("notRead")} />
        </div>
      )}
      {page.items.length === 0 ? (
        <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
      ) : (
        <MatchingForm
          key={page.items.map(({ id }) => id).join()}
          connectionId={connection.id}
          matches={page}
          action={match}
        />
      )}
      <Pager next={page.next} />
    </>
  );
}
