import { useTranslations } from "next-intl";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownDelivery } from "@/lib/delivery/get-delivery";

/** Where a delivery is, since when, why it has not arrived, and what happens next: in words for people. */
export function DeliveryNow({ delivery }: { delivery: ShownDelivery }) {
  const t = useTranslations("adminDeliveries");
  const { state, body, lastError, dueAt } = delivery;
  const since = sinceOf(delivery);
  const kind = delivery.history[0]?.kind;
  const stuck = state !== "sent" && state !== "received" && state !== "skipped";
  const isDue = state === "due";
  const later = isDue && new Date(dueAt) > new Date();
  return (
    <Card>
      <h2 className="sr-only">{t("detail.now")}</h2>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <DeliveryStateBadge state={state} framed />
        {since && (
          <span className="text-ink-soft">
            {t.rich("detail.since", { when: () => <RelativeTime at={new Date(since)} /> })}
          </span>
        )}
      </p>
      <p className="mt-3 text-large">
        {t(isDue && delivery.attempts === 0 ? "explain.dueFirst" : `explain.${state}`, { body: body.name })}
      </p>
      {stuck && lastError && (
        <>
          <h3 className="mt-4 text-base">{t("detail.reason")}</h3>
          {kind && kind !== "other" && <p>{t(`kind.${kind}`)}</p>}
          <p className="mt-1 border-s-4 border-danger ps-3 break-words">{lastError}</p>
        </>
      )}
      {state === "skipped" && lastError && (
        <p className="mt-1 border-s-4 border-line-strong ps-3 break-words">{lastError}</p>
      )}
      <h3 className="mt-4 text-base">{t("detail.next")}</h3>
      <p className="max-w-[66ch]">
        {later
          ? t.rich("next.due", { when: () => <RelativeTime at={new Date(dueAt)} /> })
          : t(isDue ? "next.dueNow" : `next.${state}`, { body: body.name })}
      </p>
    </Card>
  );
}

/** When the delivery came to be as it is, as far as that is kept. */
function sinceOf({ state, sentAt, firstSentAt, lastAttemptAt, createdAt }: ShownDelivery): string | null {
  switch (state) {
    case "sent":
      return sentAt ?? firstSentAt;
    case "sending":
    case "unclear":
      return lastAttemptAt;
    case "due":
    case "held":
    case "received":
      return createdAt;
    default:
      return null;
  }
}
