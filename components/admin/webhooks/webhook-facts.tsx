import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { WebhookToEdit } from "@/lib/webhooks/list-webhooks";

/** How a webhook fares, and what stands in its way. */
export function WebhookFacts({ webhook }: { webhook: WebhookToEdit }) {
  const t = useTranslations("adminWebhooks.facts");
  const list = useTranslations("adminWebhooks.list");
  const { standing, lastError, lastSentAt, waiting, body, createdAt } = webhook;
  return (
    <div className="flex flex-col gap-4">
      {standing === "paused" && <Notice kind="warn" title={t("pausedNotice")} />}
      {(standing === "stopped" || standing === "failing") && (
        <Notice kind="error" title={t(standing)}>
          {lastError && <p className="break-words">{lastError}</p>}
        </Notice>
      )}
      <Facts
        facts={[
          { label: t("body"), value: body?.name ?? list("wholeSite") },
          { label: t("lastSent"), value: lastSentAt ? <RelativeTime at={lastSentAt} /> : list("never") },
          { label: t("waiting"), value: waiting },
          { label: t("made"), value: <RelativeTime at={createdAt} /> },
        ]}
      />
    </div>
  );
}
