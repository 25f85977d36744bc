import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FollowedServices } from "@/lib/sync/services/services-of";

/** Why a change waits for a person. */
export function HeldNotice({ held }: { held: NonNullable<FollowedServices["held"]> }) {
  const t = useTranslations("adminServices.held");
  const { because, dismissed, approved, at } = held;
  if (approved) return <Notice kind="info" title={t("approved")} />;
  if (dismissed) return <Notice kind="info" title={t("dismissed")} />;
  return (
    <Notice kind="warn" title={t("title")}>
      {because.map((reason) => (
        <p key={reason}>{t(reason)}</p>
      ))}
      {at && (
        <p>
          {t("since")}: <RelativeTime at={new Date(at)} />
        </p>
      )}
    </Notice>
  );
}
