import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse, staffActor } from "@/app/_server/staff";
import { actOnMany } from "@/app/admin/deliveries/act-on-many";
import { DeliveriesList } from "@/components/admin/deliveries/deliveries-list";
import { PageHead } from "@/components/admin/page-head";
import { hasSomewhere } from "@/lib/auth/scope";
import { filterChoices } from "@/lib/bodies/filter-choices";
import { bulkActions } from "@/lib/delivery/act-on-many";
import { needsNote } from "@/lib/delivery/actions";
import { DeliveryQuery } from "@/lib/delivery/delivery-filter";
import { listDeliveries } from "@/lib/delivery/list-deliveries";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminDeliveries"))("title") };
}

export default async function DeliveriesPage({ searchParams }: Props) {
  const actor = await staffActor();
  const t = await getTranslations("adminDeliveries");
  const { search, query } = pageQuery(DeliveryQuery, await searchParams);
  const page = await orRefuse(listDeliveries(actor, query));
  const mayAct = hasSomewhere(actor, "delivery:act");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <DeliveriesList
        initial={{ search, page }}
        choices={await filterChoices(actor)}
        bulk={mayAct ? bulkActions.map((action) => ({ action, needsNote: needsNote(action) })) : []}
        actOnMany={actOnMany}
      />
    </>
  );
}
