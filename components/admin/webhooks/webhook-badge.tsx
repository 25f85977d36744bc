import { useTranslations } from "next-intl";
import { Badge, type BadgeLook } from "@/components/admin/contacts/badge";
import type { WebhookStanding } from "@/lib/webhooks/standing";

const looks = { well: "good", failing: "bad", paused: "warn", stopped: "bad" } as const satisfies Record<
  WebhookStanding,
  BadgeLook
>;

/** How a webhook fares, in a word. */
export function WebhookBadge({ standing }: { standing: WebhookStanding }) {
  const t = useTranslations("adminWebhooks.standing");
  return <Badge look={looks[standing]}>{t(standing)}</Badge>;
}
