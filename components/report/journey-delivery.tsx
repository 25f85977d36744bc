import { useTranslations } from "next-intl";
import { type JourneySign, JourneyStop } from "@/components/report/journey-step";
import { When } from "@/components/report/journey-when";
import type { DeliveryChapter } from "@/lib/delivery/story";
import { spanOf } from "@/lib/reports/journey";

type Props = { chapter: DeliveryChapter; open: boolean; thenOpen: boolean; last: boolean };

const signs = {
  sent: "sent",
  own: "sent",
  waiting: "wait",
  held: "wait",
  unclear: "doubt",
  stuck: "wait",
  refused: "stop",
  dropped: "stop",
} as const satisfies Record<DeliveryChapter["kind"], JourneySign>;

/** What became of the report at one body: sent, with how long it took and their reference, or why not. */
export function JourneyDelivery({ chapter, ...line }: Props) {
  const t = useTranslations("report.journey");
  const { body, kind } = chapter;
  if (kind === "sent") {
    return (
      <JourneyStop
        {...line}
        sign={signs[kind]}
        title={t("sent", { body })}
        byline={
          <>
            <Later minutes={chapter.minutesLater} />, <When at={chapter.sentAt} />
          </>
        }
      >
        <Reference reference={chapter.reference} />
        {chapter.closed && (
          <p className="mt-2 max-w-[60ch] break-words whitespace-pre-line">{chapter.closed}</p>
        )}
      </JourneyStop>
    );
  }
  const key = kind === "waiting" && chapter.tried ? "tried" : kind;
  return (
    <JourneyStop {...line} sign={signs[kind]} title={t(key, { body })}>
      <p className="mt-1 max-w-[60ch]">{t(`${key}Text`)}</p>
      {kind === "own" && <Reference reference={chapter.reference} />}
    </JourneyStop>
  );
}

function Later({ minutes }: { minutes: number }) {
  const t = useTranslations("report.journey");
  const { unit, count } = spanOf(minutes);
  const key = { minute: "laterMinutes", hour: "laterHours", day: "laterDays" } as const;
  return t(key[unit], { count });
}

function Reference({ reference }: { reference: string | null }) {
  const t = useTranslations("report.journey");
  if (!reference) return null;
  return (
    <p className="mt-2 inline-flex max-w-full flex-wrap items-baseline gap-x-2 rounded border border-line bg-surface px-3 py-1.5">
      <span className="text-small text-ink-soft">{t("reference")}</span>{" "}
      <b className="break-all tabular-nums select-all">{reference}</b>
    </p>
  );
}
