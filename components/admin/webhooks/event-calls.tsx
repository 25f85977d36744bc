import { useTranslations } from "next-intl";
import { WireView } from "@/components/admin/wire/wire-view";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Call } from "@/lib/webhooks/history";

/** Everything that was sent for an event and answered, the latest first and open. */
export function EventCalls({ calls }: { calls: readonly Call[] }) {
  const t = useTranslations("adminWebhooks.event");
  return (
    <section aria-labelledby="calls" className="mt-8">
      <h2 id="calls" className="mb-3 text-large">
        {t("calls")}
      </h2>
      {calls.length === 0 && <p className="text-ink-soft">{t("none")}</p>}
      <ol reversed className="flex flex-col gap-2">
        {calls
          .map((call, at) => ({ call, number: at + 1 }))
          .reverse()
          .map(({ call, number }, at) => (
            <li key={number}>
              <details open={at === 0} className="rounded border border-line bg-surface">
                <summary className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-paper">
                  <span className="font-semibold">{t("call", { number })}</span>
                  <span className="text-ink-soft">
                    <RelativeTime at={call.startedAt} />
                  </span>
                  <span className="min-w-0 break-words">{call.reason ?? t("taken")}</span>
                </summary>
                <div className="border-t border-line p-4">
                  <WireView exchange={call.exchange} name={t("call", { number })} />
                </div>
              </details>
            </li>
          ))}
      </ol>
    </section>
  );
}
