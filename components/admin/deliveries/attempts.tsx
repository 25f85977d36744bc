import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { useDuration } from "@/components/admin/connections/duration";
import { OutcomeBadge } from "@/components/admin/deliveries/delivery-state";
import { WireView } from "@/components/admin/wire/wire-view";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ShownAttempt, ShownDelivery } from "@/lib/delivery/get-delivery";

/** Everything that was tried, the latest first and open: when, how long, by whom, with each call over the wire. */
export function Attempts({ delivery }: { delivery: ShownDelivery }) {
  const t = useTranslations("adminDeliveries.detail");
  return (
    <section aria-labelledby="attempts" className="mt-8">
      <h2 id="attempts" className="mb-3 text-large">
        {t("attempts")}
      </h2>
      {delivery.history.length === 0 ? (
        <p className="text-ink-soft">{t("noAttempts")}</p>
      ) : (
        <ol reversed className="flex flex-col gap-2">
          {delivery.history.map((attempt, at) => (
            <li key={attempt.id}>
              <Attempt attempt={attempt} open={at === 0} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Attempt({ attempt, open }: { attempt: ShownAttempt; open: boolean }) {
  const methods = useTranslations("connectionSettings.methods");
  const { method, connection } = attempt;
  return (
    <AttemptFold
      attempt={attempt}
      open={open}
      by={
        <>
          {methods(`${method}.label`)}
          {connection && (
            <>
              {" · "}
              <Link href={`/admin/connections/${connection.id}`}>{connection.slug}</Link>
            </>
          )}
        </>
      }
    />
  );
}

type Folded = Pick<ShownAttempt, "startedAt" | "reason" | "externalId" | "worker" | "exchanges"> & {
  number: number;
  durationMs: number | null;
  outcome: ComponentProps<typeof OutcomeBadge>["outcome"];
};

/** One attempt: when, how long, what came of it; unfolded with each call over the wire. @param by the way that it went */
export function AttemptFold({ attempt, open, by }: { attempt: Folded; open: boolean; by: ReactNode }) {
  const t = useTranslations("adminDeliveries.attempt");
  const duration = useDuration();
  const { number, reason, exchanges, durationMs } = attempt;
  return (
    <details open={open} className="rounded border border-line bg-surface">
      <summary className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-paper">
        <span className="font-semibold">{t("number", { number })}</span>
        <OutcomeBadge outcome={attempt.outcome} />
        <span className="text-ink-soft">
          <RelativeTime at={new Date(attempt.startedAt)} />
          {durationMs !== null && <>, {t("took", { time: duration(durationMs) })}</>}
        </span>
        {reason && <span className="w-full min-w-0 truncate">{reason}</span>}
      </summary>
      <div className="flex flex-col gap-3 border-t border-line p-4">
        {reason && <p className="border-s-4 border-danger ps-3 break-words">{reason}</p>}
        <dl className="flex flex-wrap gap-x-6 gap-y-1 text-small">
          <Fact label={t("by")}>{by}</Fact>
          {attempt.worker && <Fact label={t("worker")}>{attempt.worker}</Fact>}
          {attempt.externalId && <Fact label={t("got")}>{attempt.externalId}</Fact>}
        </dl>
        {exchanges.length === 0 && <p className="text-ink-soft">{t("noWire")}</p>}
        {exchanges.map((exchange, at) => (
          <WireView
            // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded never moves
            key={at}
            exchange={exchange}
            name={t("call", { number, call: at + 1 })}
          />
        ))}
      </div>
    </details>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="min-w-0 break-all">{children}</dd>
    </div>
  );
}
