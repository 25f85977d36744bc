import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orRefuse, type StaffActor, staffActor } from "@/app/_server/staff";
import { actOnUpdate } from "@/app/admin/updates/act";
import { AuditTrail } from "@/components/admin/audit-trail";
import { PageHead } from "@/components/admin/page-head";
import { UpdateView } from "@/components/admin/updates/update-view";
import { AuditQuery, listAudit } from "@/lib/auth/list-audit";
import { hasSomewhere } from "@/lib/auth/scope";
import { getUpdateDelivery, type ShownUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";
import { RowId } from "@/lib/form-fields";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("adminUpdatesOut");
  return { title: t("detail.tab", { id: (await params).id }) };
}

export default async function UpdatePage({ params }: Props) {
  const actor = await staffActor();
  const id = RowId.safeParse((await params).id);
  if (!id.success) notFound();
  const t = await getTranslations("adminUpdatesOut");
  const update = await orRefuse(getUpdateDelivery(actor, id.data));
  const history = hasSomewhere(actor, "audit:view") ? await historyOf(actor, update) : null;
  return (
    <>
      <PageHead
        trail={[{ label: t("title"), href: "/admin/updates" as Route }]}
        title={t("detail.title", { report: String(update.report.id), body: update.body.name })}
        {...(update.report.title && { lead: update.report.title })}
      />
      <UpdateView initial={update} mayAct={hasSomewhere(actor, "delivery:act")} act={actOnUpdate}>
        {history && (
          <section aria-labelledby="history" className="mt-8">
            <h2 id="history" className="mb-2 text-large">
              {t("detail.history")}
            </h2>
            <AuditTrail entries={history} />
          </section>
        )}
      </UpdateView>
    </>
  );
}

/** What people did to this very update on its way, out of the latest of what was done about its report. */
async function historyOf(actor: StaffActor, { id, report }: ShownUpdateDelivery) {
  const { items } = await listAudit(actor, AuditQuery.parse({ report: report.id }));
  return items.filter(({ subject }) => {
    const about: unknown = subject;
    return (
      typeof about === "object" &&
      about !== null &&
      "updateDeliveryId" in about &&
      about.updateDeliveryId === id
    );
  });
}
