import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, type StaffActor, staffActor } from "@/app/_server/staff";
import { actOnDelivery } from "@/app/admin/deliveries/[id]/act";
import { AuditTrail } from "@/components/admin/audit-trail";
import { DeliveryView } from "@/components/admin/deliveries/delivery-view";
import { PageHead } from "@/components/admin/page-head";
import { AuditQuery, listAudit } from "@/lib/auth/list-audit";
import { hasSomewhere } from "@/lib/auth/scope";
import { getDelivery, type ShownDelivery } from "@/lib/delivery/get-delivery";
import { RowId } from "@/lib/form-fields";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("adminDeliveries");
  return { title: t("detail.tab", { id: (await params).id }) };
}

export default async function DeliveryPage({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id);
  if (!id.success) notFound();
  const t = await getTranslations("adminDeliveries");
  const delivery = await orRefuse(getDelivery(actor, id.data));
  const history = hasSomewhere(actor, "audit:view") ? await historyOf(actor, delivery) : null;
  return (
    <>
      <PageHead
        trail={[{ label: t("title"), href: "/admin/deliveries" }]}
        title={t("detail.title", { report: String(delivery.report.id), body: delivery.body.name })}
        {...(delivery.report.title && { lead: delivery.report.title })}
      />
      <DeliveryView initial={delivery} mayAct={hasSomewhere(actor, "delivery:act")} act={actOnDelivery}>
        {history && (
          <section aria-labelledby="history" className="mt-8">
            <h2 id="history" className="mb-2 text-large">
              {t("detail.history")}
            </h2>
            <AuditTrail entries={history} />
          </section>
        )}
      </DeliveryView>
    </>
  );
}

/** What people did to this very delivery, out of the latest of what was done about its report. */
async function historyOf(actor: StaffActor, { id, report }: ShownDelivery) {
  const { items } = await listAudit(actor, AuditQuery.parse({ report: report.id }));
  return items.filter(({ subject }) => (subject as { deliveryId?: unknown } | null)?.deliveryId === id);
}
