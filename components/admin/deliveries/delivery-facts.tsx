import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownDelivery } from "@/lib/delivery/get-delivery";

/** What is known of a delivery, with the ways to all it has to do with. */
export function DeliveryFacts({ delivery }: { delivery: ShownDelivery }) {
  const t = useTranslations("adminDeliveries.detail");
  const methods = useTranslations("connectionSettings.methods");
  const { report, connection } = delivery;
  const time = (at: string | null) => at && <RelativeTime at={new Date(at)} />;
  const given = (label: string, value: string | null) => (value ? { label, value } : null);
  const timed = (label: string, at: string | null) => (at ? { label, value: time(at) } : null);
  return (
    <Facts
      facts={[
        {
          label: t("report"),
          value: (
            <span className="flex flex-wrap gap-x-4">
              <Link href={`/admin/reports/${report.id}` as Route}>{report.id}</Link>
              {report.visibility === "public" && (
                <Link href={`/report/${report.id}`} prefetch={false}>
                  {t("reportPage")}
                </Link>
              )}
            </span>
          ),
        },
        { label: t("category"), value: delivery.category },
        given(t("sendAs"), delivery.sendAs),
        { label: t("method"), value: methods(`${delivery.method}.label`) },
        {
          label: t("connection"),
          value: connection ? (
            <Link href={`/admin/connections/${connection.id}`}>{connection.slug}</Link>
          ) : (
            t("noConnection")
          ),
        },
        given(t("destination"), delivery.destination),
        given(t("sentTo"), delivery.sentTo.join(", ")),
        given(t("reference"), delivery.externalId),
        given(t("customerReference"), delivery.customerReference),
        given(t("token"), delivery.token),
        timed(t("planned"), delivery.createdAt),
        timed(t("firstSent"), delivery.firstSentAt),
        delivery.sentAt !== delivery.firstSentAt && timed(t("lastSent"), delivery.sentAt),
        given(t("note"), delivery.note),
      ]}
    />
  );
}
