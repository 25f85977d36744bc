import type { Route } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ChooseDistance } from "@/app/alert/choose-distance";
import { FeedCard } from "@/components/feeds/feed-card";
import { Notice } from "@/components/ui/notice";
import type { Point } from "@/lib/geo/point";
import { feedsAt } from "@/lib/published/feeds/feeds-at";

type Props = { point: Point; name: string; km: number };

/** All that tells of one place: what lies around it, the areas it lies in, and the bodies that look after it. */
export async function FollowPlace({ point, name, km }: Props) {
  const t = await getTranslations("feeds.page");
  const { areas, bodies } = await feedsAt(point);
  return (
    <>
      <section aria-labelledby="around" className="flex flex-col gap-3">
        <h2 id="around">{t("around.title")}</h2>
        {bodies.length === 0 && <Notice kind="info">{t("outside")}</Notice>}
        <FeedCard
          scope={{ kind: "around", point, km }}
          name={t("around.name", { km, place: name })}
          hint={
            <Link
              href={`/around?lat=${point.lat}&lon=${point.lon}` as Route}
              prefetch={false}
              className="inline-flex min-h-11 items-center"
            >
              {t("around.map")}
            </Link>
          }
        >
          <ChooseDistance point={point} name={name} km={km} />
        </FeedCard>
      </section>
      {areas.length > 0 && (
        <section aria-labelledby="areas" className="flex flex-col gap-3">
          <h2 id="areas">{t("areas.title")}</h2>
          <ul className="flex flex-col gap-3">
            {areas.map(({ slug, name: area }) => (
              <li key={slug}>
                <FeedCard
                  scope={{ kind: "area", area: slug }}
                  name={t("areas.name", { area })}
                  hint={t("areas.hint")}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      {bodies.length > 0 && (
        <section aria-labelledby="bodies" className="flex flex-col gap-3">
          <h2 id="bodies">{t("bodies.title")}</h2>
          <ul className="flex flex-col gap-3">
            {bodies.map(({ slug, name: body }) => (
              <li key={slug}>
                <FeedCard
                  scope={{ kind: "body", body: slug, area: null }}
                  name={t("bodies.name", { body })}
                  hint={t("bodies.hint")}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
