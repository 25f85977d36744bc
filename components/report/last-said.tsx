import { useTranslations } from "next-intl";
import { formatLocale, timeZone } from "@/lib/locale";
import { lastSaid } from "@/lib/reports/last-said";
import type { PublicReport } from "@/lib/reports/public-report";

/** When each body last spoke, so that nobody has to look for it along the line. */
export function LastSaid({ updates }: { updates: PublicReport["updates"] }) {
  const t = useTranslations("updates");
  const format = new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeZone });
  return lastSaid(updates).map(({ body, at }) => (
    <p key={body} className="mt-1">
      {t("lastSaid", { body, date: format.format(at) })}
    </p>
  ));
}
