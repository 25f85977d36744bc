import { useTranslations } from "next-intl";
import { NewTabLink } from "@/components/embed/new-tab-link";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import { photoPath, pictured } from "@/lib/photo-paths";
import type { PublishedReport } from "@/lib/published/reports/published-report";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

type Props = { report: PublishedReport; siteName: string };

/** A report on somebody else's page: what it is, how far it is, and the way to it. */
export function EmbeddedCard({ report, siteName }: Props) {
  const t = useTranslations("embed.card");
  const states = useTranslations("states.label");
  const { id, title, category, address, state, confirmedAt, updateCount } = report;
  const bodies = report.bodies.filter(({ sentAt }) => sentAt).map(({ name }) => name);
  return (
    <article className="embed-card">
      <Picture report={report} />
      <div className="flex min-w-0 flex-1 flex-col gap-1 overflow-y-auto p-3">
        <h1 className="line-clamp-2 text-base leading-snug">
          <NewTabLink href={`/report/${id}`} className="text-ink hover:text-ink">
            {title}
          </NewTabLink>
        </h1>
        <div>
          <StateBadge mark={kindOf(state)}>{states(labelKeyOf(state))}</StateBadge>
        </div>
        <p className="truncate text-small text-ink-soft">
          {address ? `${category.name} · ${address}` : category.name}
        </p>
        <p className="flex flex-wrap gap-x-3 text-small text-ink-soft">
          <span>{t.rich("reported", { when: () => <RelativeTime key="when" at={confirmedAt} /> })}</span>
          {updateCount > 0 && <span>{t("updates", { count: updateCount })}</span>}
        </p>
        {bodies.length > 0 && (
          <p className="truncate text-small">{t("sent", { bodies: bodies.join(", ") })}</p>
        )}
        <p className="mt-auto text-small">
          <NewTabLink href={`/report/${id}`} className="inline-flex min-h-6 items-center font-semibold">
            {t("open", { site: siteName })}
          </NewTabLink>
        </p>
      </div>
    </article>
  );
}

/** The first photo, else a map with the pin. */
function Picture({ report }: { report: PublishedReport }) {
  const t = useTranslations("embed.card");
  const { id, lat, lon, state, photos } = report;
  const [photo] = photos;
  const place = new URLSearchParams({
    ...{ lat: String(lat), lon: String(lon), kind: kindOf(state), w: "320", h: "440" },
  });
  return (
    <img
      src={photo ? pictured(photoPath(id, photo.position, "thumb"), photo.hash) : `/api/static-map?${place}`}
      alt={photo ? t("photo") : t("place")}
      className="embed-picture"
    />
  );
}
