import type { Route } from "next";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import type { Offer } from "@/lib/bodies/offer";

/** Nobody takes a report for this place: what to do instead of filling in a form that would go nowhere. */
export function Nobody({ offer, address }: { offer: Offer; address: string | null }) {
  const t = useTranslations("reportForm.page");
  const areas = offer.areas.map(({ name }) => name);
  return (
    <div className="page">
      <div className="prose">
        <h1>{t("nobodyTitle")}</h1>
        {address && <p className="font-semibold">{address}</p>}
        <p className="text-large">{areas.length > 0 ? t("nobodyLead") : t("nobodyNone")}</p>
        <ul>
          <li>{t("nobodyBorder")}</li>
          <li>{t("nobodyOther")}</li>
          <li>{t("nobodyDanger")}</li>
        </ul>
        <LinkButton look="primary" href={"/" as Route}>
          {t("elsewhere")}
        </LinkButton>
      </div>
    </div>
  );
}
