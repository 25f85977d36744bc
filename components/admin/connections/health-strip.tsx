import { useFormatter, useTranslations } from "next-intl";
import type { HealthSlot } from "@/lib/delivery/health";

export type BarKind = "sent" | "failed" | "unclear" | "idle";

const width = 10;
const gap = 2;
const tall = 26;

/** Each outcome has its own height and sign, so that the strip can be read without its colours. */
const bars: Record<BarKind, { height: number; fill: string; sign?: string; ink?: string }> = {
  idle: { height: 2, fill: "var(--line-strong)" },
  sent: { height: 16, fill: "var(--state-fixed)" },
  unclear: {
    height: tall,
    fill: "var(--state-open)",
    sign: "M5 8v5M5 16.5h.01",
    ink: "var(--state-open-glyph)",
  },
  failed: {
    height: tall,
    fill: "var(--danger)",
    sign: "M2.8 8.5l4.4 4.4M7.2 8.5l-4.4 4.4",
    ink: "var(--on-danger)",
  },
};

const kindOf = ({ sent, failed, unclear, skipped }: HealthSlot): BarKind =>
  failed > 0 ? "failed" : unclear > 0 ? "unclear" : sent + skipped > 0 ? "sent" : "idle";

/** The last 24 hours, an hour a bar: what was sent, and below it the polls, where there were any. */
export function HealthStrip({ slots }: { slots: readonly HealthSlot[] }) {
  const t = useTranslations("adminConnections.strip");
  const format = useFormatter();
  const sum = (key: "sent" | "failed" | "unclear" | "polls" | "pollsFailed") =>
    slots.reduce((all, slot) => all + slot[key], 0);
  const polled = sum("polls") + sum("pollsFailed") > 0;
  const hour = (at: Date) => format.dateTime(at, { hour: "2-digit", minute: "2-digit" });
  const total = slots.length * (width + gap) - gap;
  const label = t(polled ? "label" : "labelSends", {
    sent: sum("sent"),
    failed: sum("failed"),
    unclear: sum("unclear"),
    polls: sum("polls"),
    pollsFailed: sum("pollsFailed"),
  });
  return (
    <div>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${total} ${polled ? tall + 12 : tall}`}
        className="state-mark block h-auto w-full"
        strokeLinecap="round"
      >
        {slots.map((slot, at) => {
          const from = new Date(slot.from);
          const { from: _, ...counts } = slot;
          const title = t("hour", {
            from: hour(from),
            to: hour(new Date(from.getTime() + 3_600_000)),
            ...counts,
          });
          return (
            <g key={slot.from} transform={`translate(${at * (width + gap)} 0)`}>
              <title>{title}</title>
              <rect width={width} height={polled ? tall + 12 : tall} fill="transparent" />
              <StripBar kind={kindOf(slot)} />
              {slot.pollsFailed + slot.polls > 0 && <StripPoll failed={slot.pollsFailed > 0} />}
            </g>
          );
        })}
      </svg>
      <div className="mt-1 flex justify-between text-small text-ink-soft" aria-hidden="true">
        <span>{t("ago")}</span>
        <span>{t("now")}</span>
      </div>
    </div>
  );
}

/** One hour's bar, in a box of 10 × 26. */
export function StripBar({ kind }: { kind: BarKind }) {
  const { height, fill, sign, ink } = bars[kind];
  return (
    <>
      <rect y={tall - height} width={width} height={height} rx={2} fill={fill} />
      {sign && <path d={sign} transform="translate(0 2)" fill="none" stroke={ink} strokeWidth={1.8} />}
    </>
  );
}

/** Below it: a filled dot for polls that went well, a hollow square where one did not. */
export function StripPoll({ failed }: { failed: boolean }) {
  return failed ? (
    <rect x={2} y={tall + 4} width={6} height={6} fill="none" stroke="var(--danger)" strokeWidth={2} />
  ) : (
    <circle cx={width / 2} cy={tall + 7} r={2.5} fill="var(--state-progress)" />
  );
}
