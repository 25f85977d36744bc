import Link from "next/link";
import { fill } from "@/components/map/fill";
import { classes } from "@/components/ui/classes";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateMark } from "@/components/ui/state-badge";
import type { Messages } from "@/lib/messages";
import type { ListedReport } from "@/lib/reports/listed";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

/** The texts of cards, handed from the server to the browser as data. */
export type CardWords = { card: Messages["reports"]["card"]; states: Messages["states"]["label"] };

/** A report in a list: the whole card leads to it. `lit`: its pin is pointed at. */
export function ReportCard({
  report,
  words,
  lit = false,
}: {
  report: ListedReport;
  words: CardWords;
  lit?: boolean;
}) {
  const { id, title, state, category, address, confirmedAt, thumb, updateCount } = report;
  return (
    <article
      className={classes(
        "relative flex gap-3 rounded border bg-surface p-3 transition-colors duration-150",
        "hover:border-ink has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus)",
        lit ? "border-ink bg-accent-wash" : "border-line",
      )}
    >
      <div className="pt-0.5">
        <StateMark mark={kindOf(state)} height={32} />
      </div>
      <div className="min-w-0 flex-1">
        <h3 className="text-base leading-snug">
          <Link
            href={`/report/${id}`}
            prefetch={false}
            className="text-ink no-underline outline-none after:absolute after:inset-0 hover:text-ink hover:underline"
          >
            {title}
          </Link>
        </h3>
        <p className="truncate text-small text-ink-soft">{address ? `${category} · ${address}` : category}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-small text-ink-soft">
          <span className="font-semibold text-ink">{words.states[labelKeyOf(state)]}</span>
          <RelativeTime at={new Date(confirmedAt)} />
          {updateCount > 0 && <span>{fill(words.card.updates, { count: updateCount })}</span>}
        </p>
      </div>
      {thumb && (
        <img
          src={thumb}
          alt={words.card.photo}
          width={72}
          height={72}
          loading="lazy"
          className="size-18 flex-none rounded object-cover"
        />
      )}
    </article>
  );
}
