import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { AuditList } from "@/components/admin/audit/audit-list";
import { PageHead } from "@/components/admin/page-head";
import { AuditQuery, listAudit, recordedActions } from "@/lib/auth/list-audit";
import { bodyNames } from "@/lib/bodies/body-name";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.audit");
  return { title: t("title") };
}

export default async function AuditPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("admin.audit");
  const { search, query } = pageQuery(AuditQuery, await searchParams);
  const page = await orRefuse(listAudit(actor, query));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <AuditList
        initial={{ search, page: JSON.parse(JSON.stringify(page)) }}
        actions={await recordedActions(actor)}
        bodies={actor.superuser ? await bodyNames() : []}
      />
    </>
  );
}
