import { useTranslations } from "next-intl";
import { type JourneySign, JourneyStop } from "@/components/report/journey-step";
import { When } from "@/components/report/journey-when";
import { PhotoRow } from "@/components/report/photo-row";
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
  const speaker = speakers[update.origin];
  const name = update.body?.name ?? update.author ?? (speaker ? t(speaker) : null);
  const sign: JourneySign = state ? kindOf(state) : "words";
  const title = reopened ? t("reopened") : state ? states(labelKeyOf(state)) : t("update");
  return (
    <JourneyStop
      {...line}
      id={`update-${update.id}`}
      sign={sign}
      title={title}
      byline={<When at={update.createdAt} by={name} />}
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

type Speaker = "reporter" | "visitor" | "system";

/** Who speaks, where no name says it; nobody for what this site does by itself. */
const speakers: Partial<Record<JourneyUpdate["origin"], Speaker>> = {
  reporter: "reporter",
  questionnaire: "reporter",
  citizen: "visitor",
  staff: "system",
  backend: "system",
};
