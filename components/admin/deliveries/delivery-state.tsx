import { useTranslations } from "next-intl";
import { classes } from "@/components/ui/classes";
import type { AttemptOutcome, DeliveryState } from "@/prisma/generated/enums";

type Look = { fill: string; edge: string; sign: string; d: string; shape: string };

const disc = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20Z";
const diamond = "M12 1.5 22.5 12 12 22.5 1.5 12Z";
const octagon = "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8Z";
const square = "M4 3h16a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z";
const question = "M9.2 9.4a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1-1.5 2M12 17.2h.01";

const paint = (token: "open" | "progress" | "fixed" | "closed") => ({
  fill: `var(--state-${token})`,
  edge: `var(--state-${token}-edge)`,
  sign: `var(--state-${token}-glyph)`,
});
const alarm = { fill: "var(--danger)", edge: "var(--danger)", sign: "var(--on-danger)" };

/** Each state has its own outline and sign, so that none is told by its colour alone. */
const looks: Record<DeliveryState, Look> = {
  due: { ...paint("open"), shape: disc, d: "M12 7v5.5l3.5 2" },
  sending: { ...paint("progress"), shape: disc, d: "M7.5 12h9M13 8.5l3.5 3.5-3.5 3.5" },
  sent: { ...paint("fixed"), shape: disc, d: "M7.5 12.4l3.1 3.1 5.9-6.4" },
  unclear: { ...alarm, shape: diamond, d: question },
  held: { ...paint("closed"), shape: square, d: "M9 8v8M15 8v8" },
  skipped: { ...paint("closed"), shape: disc, d: "M7.5 12h9" },
  acknowledged: { ...paint("progress"), shape: square, d: "M7.5 12.4l3.1 3.1 5.9-6.4" },
  received: { ...paint("fixed"), shape: square, d: "M12 7v9M8.5 12.5 12 16l3.5-3.5" },
};

/** Of updates also: a rule held it back, a person had it sent again. */
type Outcome = AttemptOutcome | "waited" | "again";

const outcomes: Record<Outcome, Look> = {
  sent: looks.sent,
  failed: { ...alarm, shape: octagon, d: "M8.5 8.5l7 7M15.5 8.5l-7 7" },
  unclear: looks.unclear,
  skipped: looks.skipped,
  waited: looks.held,
  again: looks.due,
};

function Mark({ fill, edge, sign, d, shape }: Look) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={18}
      height={18}
      aria-hidden="true"
      focusable="false"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="state-mark flex-none"
    >
      <path d={shape} fill={fill} stroke={edge} strokeWidth={1} />
      <path d={d} fill="none" stroke={sign} strokeWidth={2.4} />
    </svg>
  );
}

const badge = "inline-flex items-center gap-2 whitespace-nowrap align-middle font-semibold";

/** A delivery's state as shape and word. */
export function DeliveryStateBadge({ state, framed = false }: { state: DeliveryState; framed?: boolean }) {
  const t = useTranslations("adminDeliveries.state");
  return (
    <span className={classes(badge, framed && "rounded border border-line bg-surface py-1 ps-2 pe-3")}>
      <Mark {...looks[state]} />
      {t(state)}
    </span>
  );
}

/** What came of one attempt, as shape and word. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("adminDeliveries.outcome");
  return (
    <span className={badge}>
      <Mark {...outcomes[outcome]} />
      {t(outcome)}
    </span>
  );
}
