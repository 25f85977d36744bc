import { useTranslations } from "next-intl";
import { Badge, type BadgeLook } from "@/components/admin/contacts/badge";
import type { WebhookDeliveryState } from "@/prisma/generated/enums";

const looks = {
  due: "plain",
  retry: "warn",
  sent: "good",
  failed: "bad",
  skipped: "plain",
} as const satisfies Record<WebhookDeliveryState | "retry", BadgeLook>;

/** Whether an event was taken; of one that waits, whether it was tried. */
export function EventState({ state, attempts }: { state: WebhookDeliveryState; attempts: number }) {
  const t = useTranslations("adminWebhooks.log.states");
  const shown = state === "due" && attempts > 0 ? "retry" : state;
  return <Badge look={looks[shown]}>{t(shown)}</Badge>;
}
