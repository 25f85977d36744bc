import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatLocale, timeZone } from "@/lib/locale";
import { type SlotKind, slotMinutes, type TimelineSlot } from "@/lib/sync/pull/timeline";

const time = new Intl.DateTimeFormat(formatLocale, { timeStyle: "short", timeZone });
const width = 10;
const gap = 2;
const tall = 26;
const below = 12;

/** Each kind has its own height and sign, so that the strip can be read without its colours. */
const bars: Record<SlotKind, { height: number; fill: string; sign?: string; ink?: string }> = {
  none: { height: 2, fill: "var(--line-strong)" },
  read: { height: 16, fill: "var(--state-fixed)" },
  reading: {
    height: tall,
    fill: "var(--state-progress)",
    sign: "M5 8v4l2.5 1.5",
    ink: "var(--surface)",
  },
  failed: {
    height: tall,
    fill: "var(--danger)",
    sign: "M2.8 8.5l4.4 4.4M7.2 8.5l-4.4 4.4",
    ink: "var(--on-danger)",
  },
};
const kinds = ["read", "failed", "reading", "none"] as const satisfies readonly SlotKind[];

/** Which half hours of the last day have been read, which not, and below them where something new was said. */
export function PullTimeline({ slots }: { slots: readonly TimelineSlot[] }) {
  const t = useTranslations("adminPolls.strip");
  const countOf = (kind: SlotKind) => slots.filter((slot) => slot.kind === kind).length;
  const label = t("label", {
    ...{ read: countOf("read"), failed: countOf("failed") },
    ...{ reading: countOf("reading"), none: countOf("none") },
  });
  const total = slots.length * (width + gap) - gap;
  return (
    <div>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${total} ${tall + below}`}
        className="state-mark block h-auto w-full"
        strokeLinecap="round"
      >
        {slots.map(({ from, kind, polls, created }, at) => {
          const start = new Date(from);
          const end = new Date(start.getTime() + slotMinutes * 60_000);
          const title = t("slot", {
            ...{ from: time.format(start), to: time.format(end), what: t(`kind.${kind}`), polls, created },
          });
          return (
            <g key={from} transform={`translate(${at * (width + gap)} 0)`}>
              <title>{title}</title>
              <rect width={width} height={tall + below} fill="transparent" />
              <Bar kind={kind} />
              {created > 0 && <News />}
            </g>
          );
        })}
      </svg>
      <div className="mt-1 flex justify-between text-small text-ink-soft" aria-hidden="true">
        <span>{t("ago")}</span>
        <span>{t("now")}</span>
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-small text-ink-soft">
        {kinds.map((kind) => (
          <li key={kind} className="flex items-center gap-1.5">
            <Mark from={0} height={tall}>
              <Bar kind={kind} />
            </Mark>
            {t(`kind.${kind}`)}
          </li>
        ))}
        <li className="flex items-center gap-1.5">
          <Mark from={tall} height={below}>
            <News />
          </Mark>
          {t("brought")}
        </li>
      </ul>
    </div>
  );
}

function Mark({ from, height, children }: { from: number; height: number; children: ReactNode }) {
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 ${from} ${width} ${height}`}
      aria-hidden="true"
      className="state-mark"
      strokeLinecap="round"
    >
      {children}
    </svg>
  );
}

/** One half hour's bar, in a box of 10 × 26. */
function Bar({ kind }: { kind: SlotKind }) {
  const { height, fill, sign, ink } = bars[kind];
  return (
    <>
      <rect y={tall - height} width={width} height={height} rx={2} fill={fill} />
      {sign && <path d={sign} transform="translate(0 2)" fill="none" stroke={ink} strokeWidth={1.8} />}
    </>
  );
}

const News = () => <circle cx={width / 2} cy={tall + 7} r={2.5} fill="var(--accent)" />;
