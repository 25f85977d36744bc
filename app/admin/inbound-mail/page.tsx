import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { InboundMailList } from "@/components/admin/inbound-mail/inbound-mail-list";
import { PageHead } from "@/components/admin/page-head";
import { InboundMailQuery, listInboundMail } from "@/lib/delivery/inbound-mail/list";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("adminInboundMail");
  return { title: t("title") };
}

export default async function InboundMailPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminInboundMail");
  const { search, query } = pageQuery(InboundMailQuery, await searchParams);
  const page = await orRefuse(listInboundMail(actor, query));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <InboundMailList initial={{ search, page: JSON.parse(JSON.stringify(page)) }} />
    </>
  );
}
