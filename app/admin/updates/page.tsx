import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { PageHead } from "@/components/admin/page-head";
import { UpdateList } from "@/components/admin/updates/update-list";
import { filterChoices } from "@/lib/bodies/filter-choices";
import { listUpdateDeliveries, UpdateDeliveryQuery } from "@/lib/delivery/updates/list-update-deliveries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminUpdatesOut"))("title") };
}

export default async function UpdatesPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminUpdatesOut");
  const { search, query } = pageQuery(UpdateDeliveryQuery, await searchParams);
  const page = await orRefuse(listUpdateDeliveries(actor, query));
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <UpdateList initial={{ search, page }} choices={await filterChoices(actor)} />
    </>
  );
}
