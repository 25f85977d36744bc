import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { staffActor } from "@/app/_server/staff";
import { AttemptsChart } from "@/components/admin/overview/attempts-chart";
import { NeedsCards } from "@/components/admin/overview/needs-cards";
import { TroubledConnections } from "@/components/admin/overview/troubled-connections";
import { PageHead } from "@/components/admin/page-head";
import { Notice } from "@/components/ui/notice";
import { hasSomewhere } from "@/lib/auth/scope";
import { connectionsInTrouble } from "@/lib/delivery/connection-cards";
import { attemptsByDay } from "@/lib/statistics/attempts-by-day";
import { needsPerson } from "@/lib/statistics/needs-person";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.overview");
  return { title: t("title") };
}

/** What a clerk sees first: what needs a person now, and how sending went lately. */
export default async function OverviewPage() {
  const actor = await staffActor();
  const t = await getTranslations("admin.overview");
  const seesDeliveries = hasSomewhere(actor, "delivery:view");
  const seesConnections = seesDeliveries || hasSomewhere(actor, "connection:edit");
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <div className="flex flex-col gap-8">
        <NeedsCards initial={await needsPerson(actor)} />
        <TroubledConnections cards={seesConnections ? await connectionsInTrouble(actor) : []} />
        {seesDeliveries ? (
          <AttemptsChart days={await attemptsByDay(actor)} />
        ) : (
          <Notice title={t("noRights")} />
        )}
      </div>
    </>
  );
}
