"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { ConfirmButton } from "@/components/admin/confirm-button";
import type { ShownReport } from "@/components/admin/reports/report-query";
import { HiddenWhy } from "@/components/admin/updates/hidden-why";
import { MissingPictures } from "@/components/admin/updates/missing-pictures";
import { UpdateCame } from "@/components/admin/updates/update-came";
import { UpdateWays } from "@/components/admin/updates/update-ways";
import type { FormActionOf } from "@/components/admin/use-form";
import { PhotoRow } from "@/components/report/photo-row";
import { classes } from "@/components/ui/classes";
import { RelativeTime } from "@/components/ui/relative-time";
import { StateBadge } from "@/components/ui/state-badge";
import { pictured, updatePhotoPath } from "@/lib/photo-paths";
import { kindOf, labelKeyOf } from "@/lib/reports/states";

type Update = ShownReport["updates"][number];
/** `send`: what is done to an update on its way to a body. */
export type UpdateActions = Record<"see" | "delete" | "send", FormActionOf>;

type Props = { updates: readonly Update[]; actions: UpdateActions };

/** What was said about a report, the latest last: who sees it and why, how it came in and where it went. */
export function ReportUpdates({ updates, actions }: Props) {
  const t = useTranslations("adminReports");
  if (updates.length === 0) return <p className="text-ink-soft">{t("detail.noUpdates")}</p>;
  return (
    <ol className="flex flex-col">
      {updates.map((update) => (
        <li
          key={update.id}
          id={`update-${update.id}`}
          className="flex flex-col gap-1 border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0"
        >
          <Head update={update} />
          <HiddenWhy update={update} />
          <div className={classes(update.visibility !== "public" && "border-s-4 border-line-strong ps-3")}>
            {update.text && <p className="max-w-[75ch] break-words whitespace-pre-line">{update.text}</p>}
            <Photos update={update} />
          </div>
          <MissingPictures pictures={update.pictures} />
          <UpdateCame update={update} />
          <UpdateWays ways={update.ways} act={actions.send} />
          <Moderation update={update} actions={actions} />
        </li>
      ))}
    </ol>
  );
}

/** Who, whence, when, and what the report became by it, or did not. */
function Head({ update }: { update: Update }) {
  const t = useTranslations("adminReports");
  const own = useTranslations("adminUpdates");
  const states = useTranslations("states.label");
  const { body, origin, name, createdAt, newState, stateApplied, visibility, came } = update;
  const who = body?.name ?? (name || t(`who.${origin}`));
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-small text-ink-soft">
      <span className="font-semibold text-ink">{who}</span>
      {who !== t(`who.${origin}`) && <span>({t(`who.${origin}`)})</span>}
      {came?.connection && (
        <Link href={`/admin/connections/${came.connection.id}`}>{came.connection.slug}</Link>
      )}
      <RelativeTime at={new Date(createdAt)} />
      {newState && stateApplied && (
        <StateBadge mark={kindOf(newState)}>{states(labelKeyOf(newState))}</StateBadge>
      )}
      {newState && !stateApplied && origin === "backend" && (
        <span>{own("notApplied", { state: states(labelKeyOf(newState)) })}</span>
      )}
      {visibility === "hidden" && <b>{own("hidden")}</b>}
      {visibility === "unconfirmed" && <b>{own("unconfirmed")}</b>}
    </p>
  );
}

/** Pictures of what is hidden are shown to nobody. */
function Photos({ update: { id, photos, visibility } }: { update: Update }) {
  const t = useTranslations("adminUpdates");
  const words = useTranslations("adminReports.detail");
  if (photos.length === 0) return null;
  if (visibility !== "public")
    return <p className="text-ink-soft">{t("photos", { count: photos.length })}</p>;
  return (
    <PhotoRow
      photos={photos.map((photo) => ({
        ...photo,
        full: pictured(updatePhotoPath(id, photo.position, "full"), photo.hash),
        thumb: pictured(updatePhotoPath(id, photo.position, "thumb"), photo.hash),
      }))}
      alt={(number, count) => words("photo", { number: String(number), count: String(count) })}
    />
  );
}

function Moderation({
  update: { id, actions: offered },
  actions,
}: Pick<Props, "actions"> & { update: Update }) {
  const t = useTranslations("adminUpdates");
  if (offered.length === 0) return null;
  const updateId = String(id);
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {offered.map((action) => (
        <ConfirmButton
          key={action}
          look={action === "delete" ? "danger" : "quiet"}
          label={t(`${action}.label`)}
          title={t(`${action}.title`)}
          confirm={t(`${action}.confirm`)}
          said={t(`${action}.said`)}
          action={action === "delete" ? actions.delete : actions.see}
          fields={
            action === "delete"
              ? { updateId }
              : { updateId, visibility: action === "hide" ? "hidden" : "public" }
          }
          note={action === "show" ? "optional" : "required"}
        >
          <p>{t(`${action}.explained`)}</p>
        </ConfirmButton>
      ))}
    </div>
  );
}
