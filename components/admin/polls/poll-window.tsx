import { useFormatter, useTranslations } from "next-intl";

/** What was asked for: from when to when, or everything that the back end tells. */
export function PollWindow({ start, end }: { start: string | Date | null; end: string | Date | null }) {
  const t = useTranslations("adminPolls.list");
  const format = useFormatter();
  if (!start || !end) return <>{t("noDates")}</>;
  const style = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  return <>{format.dateTimeRange(new Date(start), new Date(end), style)}</>;
}
