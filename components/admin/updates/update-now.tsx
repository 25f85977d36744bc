import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DeliveryStateBadge } from "@/components/admin/deliveries/delivery-state";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownUpdateDelivery } from "@/lib/delivery/updates/get-update-delivery";

/** Where an update is on its way, why it has not arrived, and what happens next: in words for people. */
export function UpdateNow({ update }: { update: ShownUpdateDelivery }) {
  const t = useTranslations("adminUpdatesOut");
  const { state, body, lastError, note } = update;
  const isSkipped = state === "skipped";
  return (
    <Card>
      <h2 className="sr-only">{t("detail.now")}</h2>
      <DeliveryStateBadge state={state} framed />
      <p className="mt-3 text-large">{t(`explain.${state}`, { body: body.name })}</p>
      {lastError && state !== "sent" && (
        <>
          {!isSkipped && <h3 className="mt-4 text-base">{t("detail.reason")}</h3>}
          <p
            className={`mt-1 border-s-4 ps-3 break-words ${isSkipped ? "border-line-strong" : "border-danger"}`}
          >
            {lastError}
          </p>
        </>
      )}
      {note && (
        <p className="mt-2 border-s-4 border-line-strong ps-3 break-words whitespace-pre-line">{note}</p>
      )}
      <h3 className="mt-4 text-base">{t("detail.next")}</h3>
      <p className="max-w-[66ch]">
        <Next update={update} />
      </p>
    </Card>
  );
}

function Next({ update: { state, dueAt, body, waitsFor, connection } }: { update: ShownUpdateDelivery }) {
  const t = useTranslations("adminUpdatesOut.next");
  const isWaiting = state === "due" || state === "held";
  if (isWaiting && waitsFor !== null) {
    return t.rich("waitsFor", {
      earlier: (words) => <Link href={`/admin/updates/${waitsFor}` as Route}>{words}</Link>,
    });
  }
  if (isWaiting && connection?.paused) return t("paused", { connection: connection.slug });
  if (state === "due" && new Date(dueAt) > new Date())
    return t.rich("due", { when: () => <RelativeTime at={new Date(dueAt)} /> });
  return t(state === "due" ? "dueNow" : state, { body: body.name });
}
