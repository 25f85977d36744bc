import { useTranslations } from "next-intl";
import { formatLocale, timeZone } from "@/lib/locale";

const style = new Intl.DateTimeFormat(formatLocale, {
  ...{ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone },
});

/** What was asked for, by the site's clock: from when to when, or everything that the back end tells. */
export function PollWindow({ start, end }: { start: string | Date | null; end: string | Date | null }) {
  const t = useTranslations("adminPolls.list");
  if (!start || !end) return <>{t("noDates")}</>;
  return <>{style.formatRange(new Date(start), new Date(end))}</>;
}
