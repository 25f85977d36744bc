import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Facts } from "@/components/admin/facts";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { FollowedServices } from "@/lib/sync/services/services-of";

/** Whether a list is followed, and when it was and will be looked at. */
export function ServicesState({ services }: { services: FollowedServices }) {
  const t = useTranslations("adminServices.state");
  const { connectionId, isOn, isRunning, lastReadAt, inStepAt, nextAt, failures, lastError } = services;
  const settings = `/admin/connections/${connectionId}/settings` as Route;
  const time = (at: string | null, none: string) => (at ? <RelativeTime at={new Date(at)} /> : none);
  return (
    <>
      <Card>
        <h2 className="mb-2 text-large">{t("title")}</h2>
        <Facts
          facts={[
            {
              label: t("follows"),
              value: isOn
                ? t("yes")
                : t.rich("no", { link: (words) => <Link href={settings}>{words}</Link> }),
            },
            { label: t("lastRead"), value: isRunning ? t("now") : time(lastReadAt, t("never")) },
            { label: t("inStep"), value: time(inStepAt, t("never")) },
            { label: t("next"), value: time(nextAt, t("notAlone")) },
          ]}
        />
      </Card>
      {failures > 0 && (
        <Notice kind="error" title={t("failures", { count: failures })}>
          <p className="break-words">{lastError}</p>
        </Notice>
      )}
    </>
  );
}
