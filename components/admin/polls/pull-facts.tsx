import { useFormatter, useTranslations } from "next-intl";
import { useDuration } from "@/components/admin/connections/duration";
import { Facts } from "@/components/admin/facts";
import type { Wired } from "@/components/admin/list-query";
import { RelativeTime } from "@/components/ui/relative-time";
import type { PullHealth } from "@/lib/sync/pull/pull-health";

/** The figures of how one kind of thing is read. */
export function PullFacts({ health, now = new Date() }: { health: Wired<PullHealth>; now?: Date }) {
  const t = useTranslations("adminPolls.facts");
  const format = useFormatter();
  const duration = useDuration();
  const { readUpTo, lastReadAt, dueAt, everyMinutes, failures, lastDay, reading } = health;
  const time = (at: string | null) => (at ? <RelativeTime at={new Date(at)} now={now} /> : t("never"));
  const { polls, failed, created } = lastDay;
  return (
    <Facts
      facts={[
        { label: t("readUpTo"), value: time(readUpTo) },
        readUpTo !== null && {
          label: t("lag"),
          // The server drew it some moments before.
          value: (
            <span suppressHydrationWarning>
              {duration(Math.max(0, now.getTime() - new Date(readUpTo).getTime()))}
            </span>
          ),
        },
        { label: t("lastRead"), value: time(lastReadAt) },
        {
          label: t("errors"),
          value: polls === 0 ? t("none") : t("errorsOf", { failed, polls, rate: failed / polls }),
        },
        failures > 1 && { label: t("failures"), value: format.number(failures) },
        { label: t("brought"), value: format.number(created) },
        dueAt !== null &&
          !reading && {
            label: t("next"),
            value: (
              <>
                {new Date(dueAt) > now ? <RelativeTime at={new Date(dueAt)} now={now} /> : t("soon")}{" "}
                <span className="text-ink-soft">({t("every", { minutes: everyMinutes })})</span>
              </>
            ),
          },
      ]}
    />
  );
}
