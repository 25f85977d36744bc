import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes";
import { exactText, relativeText } from "@/components/ui/relative-time";
import { StateMark } from "@/components/ui/state-badge";
import type { DeliveryChapter } from "@/lib/delivery/story";
import { formatLocale, timeZone } from "@/lib/locale";
import type { Journey } from "@/lib/reports/journey";
import { kindOf, labelKeyOf } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

/** The three seconds: the state in large words, since when, and with whom the report is. */
export function ReportStanding({ state, journey }: { state: ReportState; journey: Journey }) {
  const t = useTranslations("report.state");
  const states = useTranslations("states.label");
  const kind = kindOf(state);
  const over = kind === "fixed" || kind === "closed";
  return (
    <section
      aria-label={t("heading")}
      className={classes(
        "flex gap-3 rounded border border-line bg-surface p-4 sm:gap-4 sm:p-5",
        over ? "items-center" : "items-start",
      )}
    >
      <StateMark mark={kind} height={52} />
      <div className="min-w-0">
        <p className="text-title leading-tight">
          <b>{states(labelKeyOf(state))}</b>
          {journey.since && (
            <>
              {" "}
              <Since at={journey.since} />
            </>
          )}
        </p>
        {!over && <Whereabouts journey={journey} />}
      </div>
    </section>
  );
}

function Since({ at }: { at: Date }) {
  const t = useTranslations("report.state");
  const date = new Intl.DateTimeFormat(formatLocale, { dateStyle: "long", timeZone }).format(at);
  return (
    <span className="text-large whitespace-nowrap text-ink-soft">
      <time
        dateTime={at.toISOString()}
        title={`${exactText(at)}, ${relativeText(at, new Date())}`}
        suppressHydrationWarning
      >
        {t("since", { date })}
      </time>
    </span>
  );
}

/** One sentence a body. A report that nobody took in says that. */
function Whereabouts({ journey }: { journey: Journey }) {
  const t = useTranslations("report.state");
  const chapters = journey.steps.flatMap((step) => (step.kind === "delivery" ? [step.chapter] : []));
  if (chapters.length === 0) return <p className="mt-1">{t("nobody")}</p>;
  return chapters.map((chapter) => (
    <p key={`${chapter.body}-${chapter.kind}`} className="mt-1">
      <Sentence chapter={chapter} />
    </p>
  ));
}

function Sentence({ chapter }: { chapter: DeliveryChapter }): ReactNode {
  const t = useTranslations("report.state");
  const { body, kind } = chapter;
  if ((kind === "sent" || kind === "own") && chapter.reference) {
    const b = (text: ReactNode) => <b className="break-all tabular-nums">{text}</b>;
    return t.rich(`${kind}Reference`, { body, reference: chapter.reference, b });
  }
  return t(kind === "waiting" && chapter.tried ? "tried" : kind, { body });
}
