import { useTranslations } from "next-intl";
import { type JourneySign, JourneyStop } from "@/components/report/journey-step";
import { PhotoRow } from "@/components/report/photo-row";
import { RelativeTime } from "@/components/ui/relative-time";
import { pictured, updatePhotoPath } from "@/lib/photo-paths";
import type { JourneyStep, JourneyUpdate } from "@/lib/reports/journey";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

type Props = { step: Extract<JourneyStep, { kind: "update" }>; thenOpen: boolean; last: boolean };

/** What somebody said, and what the report became by it. */
export function JourneyUpdateStop({ step, ...line }: Props) {
  const t = useTranslations("report.journey");
  const photos = useTranslations("report.photos");
  const states = useTranslations("states.label");
  const { update, state, reopened } = step;
  const sign: JourneySign = state ? kindOf(state) : "words";
  const title = reopened ? t("reopened") : state ? states(labelKeyOf(state)) : t("update");
  return (
    <JourneyStop
      {...line}
      sign={sign}
      title={title}
      byline={
        <>
          <RelativeTime at={update.createdAt} /> <By update={update} />
        </>
      }
    >
      {update.text && <p className="mt-2 max-w-[66ch] break-words whitespace-pre-line">{update.text}</p>}
      <PhotoRow
        photos={update.photos.map((photo) => ({
          ...photo,
          full: pictured(updatePhotoPath(update.id, photo.position, "full"), photo.hash),
          thumb: pictured(updatePhotoPath(update.id, photo.position, "thumb"), photo.hash),
        }))}
        alt={(number, count) => photos("updateAlt", { number, count })}
      />
    </JourneyStop>
  );
}

/** Who speaks: the body, the name somebody lets be shown, or what they are. Nothing for what this site does by itself. */
function By({ update }: { update: JourneyUpdate }) {
  const t = useTranslations("report.journey");
  const name = update.body?.name ?? update.author;
  if (name) return t("by", { name });
  switch (update.origin) {
    case "reporter":
    case "questionnaire":
      return t("by", { name: t("reporter") });
    case "citizen":
      return t("by", { name: t("visitor") });
    case "backend":
    case "staff":
      return t("by", { name: t("system") });
    default:
      return null;
  }
}
