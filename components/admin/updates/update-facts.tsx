import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";

/** What is known of an update on its way, with the ways to all it has to do with. */
export function UpdateFacts({ update }: { update: ShownUpdateDelivery }) {
  const t = useTranslations("adminUpdatesOut.fact");
  const words = useTranslations("adminDeliveries.detail");
  const who = useTranslations("adminReports.who");
  const { report, connection } = update;
  const given = (label: string, value: string | null) => (value ? { label, value } : null);
  const timed = (label: string, at: string | null) =>
    at ? { label, value: <RelativeTime at={new Date(at)} /> } : null;
  return (
    <Facts
      facts={[
        {
          label: words("report"),
          value: (
            <Link href={`/admin/reports/${report.id}#update-${update.update.id}` as Route}>{report.id}</Link>
          ),
        },
        {
          label: t("delivery"),
          value: (
            <Link href={`/admin/deliveries/${report.deliveryId}` as Route}>
              {update.reference ?? t("noReference")}
            </Link>
          ),
        },
        { label: words("category"), value: update.category },
        { label: t("from"), value: who(update.update.origin) },
        {
          label: words("connection"),
          value: connection ? (
            <Link href={`/admin/connections/${connection.id}`}>{connection.slug}</Link>
          ) : (
            words("noConnection")
          ),
        },
        given(t("theirId"), update.externalId),
        given(words("token"), update.token),
        timed(t("said"), update.saidAt),
        timed(words("planned"), update.createdAt),
        timed(words("lastSent"), update.sentAt),
      ]}
    />
  );
}
