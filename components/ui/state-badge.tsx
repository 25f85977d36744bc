import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";
import { dropPath, markSigns, type StateMarkName, tokenPaint } from "@/components/ui/state-marks";

/** The drop of a state, as on the map. Decoration: the word stands beside it. `height` in px. */
export function StateMark({
  mark,
  mine = false,
  height = 24,
}: {
  mark: StateMarkName;
  mine?: boolean;
  height?: number;
}) {
  const { fill, edge, sign } = tokenPaint(mark);
  return (
    <svg
      className="state-mark flex-none"
      viewBox="-1.5 -1 27 32.5"
      width={(height * 27) / 32.5}
      height={height}
      aria-hidden="true"
      focusable="false"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {mine && <path d={dropPath} fill="none" stroke="var(--ink)" strokeWidth={3} />}
      <path d={dropPath} fill={fill} stroke={edge} strokeWidth={1.25} />
      <path d={markSigns[mark].d} fill="none" stroke={sign} strokeWidth={markSigns[mark].width} />
    </svg>
  );
}

/** A state in words with its mark: `<StateBadge mark="progress">Investigating</StateBadge>`. */
export function StateBadge({
  mark,
  large = false,
  children,
}: {
  mark: StateMarkName;
  large?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-2 rounded border border-line bg-surface font-semibold text-ink",
        large ? "py-1.5 ps-3 pe-4 text-large" : "py-0.5 ps-2 pe-2.5 text-small",
      )}
    >
      <StateMark mark={mark} height={large ? 28 : 20} />
      {children}
    </span>
  );
}
