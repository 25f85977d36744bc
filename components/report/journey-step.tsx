import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";
import { StateMark } from "@/components/ui/state-badge";
import type { StateKind } from "@/lib/reports/states";

const signs = {
  sent: "M5 12.5l4.5 4.5L19 7.5",
  words: "M6 8h12M6 12h12M6 16h7",
  wait: "M12 5v7l5 3.5",
  stop: "M7 7l10 10M17 7L7 17",
  doubt: "M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.2M12 17.5h.01",
} as const;

export type JourneySign = keyof typeof signs | StateKind;

const isSign = (sign: JourneySign): sign is keyof typeof signs => sign in signs;

/** Filled: done. Outlined: still open, as is the line that leads there. */
function Marker({ sign, open }: { sign: JourneySign; open: boolean }) {
  if (!isSign(sign)) {
    return (
      <span className="grid size-10 place-items-center">
        <StateMark mark={sign} height={36} />
      </span>
    );
  }
  const quiet = sign === "words";
  return (
    <span
      className={classes(
        "m-1 grid size-8 place-items-center rounded-[50%] border-2",
        open || sign === "stop" ? "border-line-strong bg-paper text-ink-soft" : "border-accent",
        open && "border-dashed",
        !open && sign !== "stop" && (quiet ? "bg-paper text-accent" : "bg-accent text-on-accent"),
      )}
    >
      <svg
        viewBox="0 0 24 24"
        width={18}
        height={18}
        aria-hidden="true"
        focusable="false"
        fill="none"
        stroke="currentColor"
        strokeWidth={2.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={signs[sign]} />
      </svg>
    </span>
  );
}

type Props = {
  /** What links lead to. */
  id?: string;
  sign: JourneySign;
  title: ReactNode;
  /** When, and who. */
  byline?: ReactNode;
  /** Not there yet. */
  open?: boolean;
  /** The step after this one is not there yet: the line to it is broken. */
  thenOpen?: boolean;
  last?: boolean;
  children?: ReactNode;
};

/** One stop on the journey's line: a mark on it, what happened, when and by whom. */
export function JourneyStop({
  id,
  sign,
  title,
  byline,
  open = false,
  thenOpen = false,
  last = false,
  children,
}: Props) {
  return (
    <li id={id} className="relative flex scroll-mt-4 gap-3 pb-7 last:pb-0 print:break-inside-avoid">
      {!last && (
        <span
          aria-hidden="true"
          className={classes(
            "absolute start-[19px] top-10 bottom-0 border-s-2",
            thenOpen ? "border-dashed border-line-strong" : "border-accent",
          )}
        />
      )}
      <span className="flex-none">
        <Marker sign={sign} open={open} />
      </span>
      <div className="min-w-0 flex-1 pt-1.5">
        <h3 className={classes("break-words", open && "text-ink-soft")}>{title}</h3>
        {byline && <p className="text-small text-ink-soft">{byline}</p>}
        {children}
      </div>
    </li>
  );
}
