import { useTranslations } from "next-intl";
import { exactText, relativeText } from "@/components/ui/relative-time";
import { formatLocale, timeZone } from "@/lib/locale";

const dayMs = 86_400_000;

/** When a stop was reached, and by whom. Older ones carry their date: "last week" says too little about an order of events. */
export function When({ at, by = null }: { at: Date; by?: string | null }) {
  const t = useTranslations("report.journey");
  const now = new Date();
  const ago = relativeText(at, now);
  const date = new Intl.DateTimeFormat(formatLocale, {
    day: "numeric",
    month: "long",
    ...(at.getFullYear() !== now.getFullYear() && { year: "numeric" }),
    timeZone,
  }).format(at);
  return (
    <>
      {/* A page from the cache was written some seconds before the browser reads it. */}
      <time dateTime={at.toISOString()} title={exactText(at)} suppressHydrationWarning>
        {now.getTime() - at.getTime() < dayMs ? ago : t("when", { date, ago })}
      </time>
      {by && ` · ${t("by", { name: by })}`}
    </>
  );
}
