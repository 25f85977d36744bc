import Link from "next/link";
import { useTranslations } from "next-intl";
import { HealthFacts, WaitingLinks } from "@/components/admin/connections/health-facts";
import { HealthStrip } from "@/components/admin/connections/health-strip";
import { HeldServices } from "@/components/admin/connections/held-services";
import { pulseOf, TroubleBadge } from "@/components/admin/connections/trouble-badge";
import { classes } from "@/components/ui/classes";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ConnectionCard as Card } from "@/lib/delivery/connection-cards";

/** A connection with its pulse: whether the back end is listening, at a glance. */
export function ConnectionCard({ card }: { card: Card }) {
  const t = useTranslations("adminConnections");
  const methods = useTranslations("connectionSettings.methods");
  const { id, slug, method, host, pausedAt, health } = card;
  const pulse = pulseOf(card);
  const failure = pulse === "failing" ? health.lastFailure : null;
  return (
    <article
      aria-labelledby={`connection-${id}`}
      className={classes(
        "flex min-w-0 flex-col gap-3 rounded border bg-surface p-4",
        pulse === "failing" ? "border-danger" : "border-line",
      )}
    >
      <header>
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <h3 id={`connection-${id}`} className="max-w-full text-large break-words">
            <Link href={`/admin/connections/${id}`}>{slug}</Link>
          </h3>
          <TroubleBadge pulse={pulse} />
        </div>
        <p className="text-small break-words text-ink-soft">
          {methods(`${method}.label`)}
          {host && <span className="font-mono"> · {host}</span>}
        </p>
        <p className="text-small text-ink-soft">
          {[card.isDefault && t("card.default"), t("card.contacts", { count: card.contacts })]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </header>
      <HealthStrip slots={health.slots} />
      {pulse !== "well" && pulse !== "unused" && (
        <p className="text-small">
          {t(`troubleHint.${pulse}`)}
          {pausedAt && (
            <>
              {" "}
              {t("card.pausedSince")} <RelativeTime at={new Date(pausedAt)} />.
            </>
          )}
        </p>
      )}
      {failure && (
        <p className="line-clamp-3 border-s-4 border-danger ps-3 text-small break-words">{failure.reason}</p>
      )}
      <HeldServices card={card} />
      <HealthFacts card={card} />
      <footer className="mt-auto border-t border-line pt-2">
        <WaitingLinks card={card} />
      </footer>
    </article>
  );
}
