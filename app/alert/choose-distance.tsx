import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { RadioCard } from "@/components/ui/controls";
import { FieldGroup } from "@/components/ui/field";
import type { Point } from "@/lib/geo/point";
import { offeredKm } from "@/lib/published/feeds/feed-address";

type Props = { point: Point; name: string; km: number };

/** How far around: a plain form that leads back to the page. */
export function ChooseDistance({ point, name, km }: Props) {
  const t = useTranslations("feeds.page.around");
  // Whoever came with another distance keeps it among the choices.
  const choices = [...new Set([...offeredKm, km])].sort((a, b) => a - b);
  return (
    <form action="/alert" method="get" className="flex flex-col gap-3">
      <input type="hidden" name="lat" value={point.lat} />
      <input type="hidden" name="lon" value={point.lon} />
      <input type="hidden" name="q" value={name} />
      <FieldGroup id="distance" legend={t("legend")}>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
          {choices.map((choice) => (
            <RadioCard
              key={choice}
              name="km"
              value={choice}
              defaultChecked={choice === km}
              label={t("km", { km: choice })}
            />
          ))}
        </div>
      </FieldGroup>
      <div>
        <button type="submit" className={buttonClass("secondary")}>
          {t("apply")}
        </button>
      </div>
    </form>
  );
}
