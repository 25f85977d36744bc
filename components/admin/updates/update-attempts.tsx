import Link from "next/link";
import { useTranslations } from "next-intl";
import { AttemptFold } from "@/components/admin/deliveries/attempts";
import { OutcomeBadge } from "@/components/admin/deliveries/delivery-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";

/** What was tried to pass an update on, the latest first and open, and where a person had it begin anew. */
export function UpdateAttempts({ update: { history, connection } }: { update: ShownUpdateDelivery }) {
  const t = useTranslations("adminDeliveries.detail");
  const own = useTranslations("adminUpdatesOut");
  const methods = useTranslations("connectionSettings.methods");
  const by = connection ? (
    <>
      {methods(`${connection.method}.label`)}
      {" · "}
      <Link href={`/admin/connections/${connection.id}`}>{connection.slug}</Link>
    </>
  ) : (
    own("byMail")
  );
  return (
    <section aria-labelledby="attempts" className="mt-8">
      <h2 id="attempts" className="mb-3 text-large">
        {t("attempts")}
      </h2>
      {history.length === 0 ? (
        <p className="text-ink-soft">{t("noAttempts")}</p>
      ) : (
        <ol reversed className="flex flex-col gap-2">
          {history.map((attempt, at) => (
            <li key={`${attempt.round} ${attempt.number} ${attempt.startedAt}`}>
              {attempt.number === null ? (
                <p className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
                  <OutcomeBadge outcome={attempt.outcome} />
                  <span className="text-ink-soft">
                    <RelativeTime at={new Date(attempt.startedAt)} />
                  </span>
                </p>
              ) : (
                <AttemptFold attempt={{ ...attempt, number: attempt.number }} open={at === 0} by={by} />
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
