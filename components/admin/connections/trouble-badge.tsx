import { useTranslations } from "next-intl";
import { classes } from "@/components/ui/classes";
import type { ConnectionCard } from "@/lib/delivery/connection-cards";

export type Pulse = "well" | "failing" | "quiet" | "paused" | "hold" | "unused";

/** What a connection's badge says: the first that holds. */
export function pulseOf({ pausedAt, method, health }: ConnectionCard): Pulse {
  if (pausedAt !== null) return "paused";
  if (health.trouble) return health.trouble;
  if (method === "hold") return "hold";
  return health.lastAttemptAt === null && health.polls.length === 0 ? "unused" : "well";
}

const octagon = "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8Z";
const disc = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20Z";
const square = "M4 3h16a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Z";

/** Outline and sign differ as well as colour. */
const looks: Record<Pulse, { shape: string; sign: string; fill: string; ink: string; box: string }> = {
  well: {
    shape: disc,
    sign: "M7.5 12.4l3.1 3.1 5.9-6.4",
    fill: "var(--state-fixed)",
    ink: "var(--state-fixed-glyph)",
    box: "border-fixed bg-success-wash",
  },
  failing: {
    shape: octagon,
    sign: "M8.5 8.5l7 7M15.5 8.5l-7 7",
    fill: "var(--danger)",
    ink: "var(--on-danger)",
    box: "border-danger bg-danger-wash",
  },
  quiet: {
    shape: "M12 2.5 22.5 21h-21Z",
    sign: "M12 9.5v5M12 17.6h.01",
    fill: "var(--state-open)",
    ink: "var(--state-open-glyph)",
    box: "border-open-edge bg-warn-wash",
  },
  paused: {
    shape: square,
    sign: "M9 8v8M15 8v8",
    fill: "var(--state-closed)",
    ink: "var(--state-closed-glyph)",
    box: "border-line-strong bg-sunken",
  },
  hold: {
    shape: square,
    sign: "M9 8v8M15 8v8",
    fill: "var(--state-closed)",
    ink: "var(--state-closed-glyph)",
    box: "border-line-strong bg-sunken",
  },
  unused: {
    shape: disc,
    sign: "M7.5 12h9",
    fill: "var(--state-closed)",
    ink: "var(--state-closed-glyph)",
    box: "border-line bg-surface",
  },
};

/** How a connection fares, in shape and word. */
export function TroubleBadge({ pulse }: { pulse: Pulse }) {
  const t = useTranslations("adminConnections.trouble");
  const { shape, sign, fill, ink, box } = looks[pulse];
  return (
    <span
      className={classes(
        "inline-flex flex-none items-center gap-2 rounded border py-0.5 ps-2 pe-3 text-small font-semibold whitespace-nowrap",
        box,
      )}
    >
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
        <path d={shape} fill={fill} />
        <path d={sign} fill="none" stroke={ink} strokeWidth={2.4} />
      </svg>
      {t(pulse)}
    </span>
  );
}
