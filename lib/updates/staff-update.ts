import { type Actor, userIdOf } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize, may } from "@/lib/auth/permissions";
import { isSuperuser } from "@/lib/auth/superuser";
import { fillTemplate } from "@/lib/bodies/template-text";
import { db, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { mayMove } from "@/lib/reports/states";
import { append, saysNothing } from "@/lib/updates/append";
import type { StaffUpdate } from "@/lib/updates/new-update";
import { formDigest, madeByForm } from "@/lib/updates/repeated-form";
import { lockSpokenAbout, type SpokenAbout } from "@/lib/updates/spoken-about";
import { writeUpdate } from "@/lib/updates/write-update";

/**
 * Says something in a body's name, and moves the report with it. The body is the actor's own; a superuser, who has none, chooses where
 * several have the report.
 * @throws DomainError `not_found`, `forbidden`, `invalid` under `bodyId`, `newState`, `text` or `photoIds`
 * @returns the update's id
 */
export async function addStaffUpdate(
  actor: Actor,
  said: StaffUpdate,
  now: Date = new Date(),
): Promise<{ updateId: number }> {
  return db.$transaction(async (tx) => {
    const report = await lockSpokenAbout(tx, said.reportId);
    const bodyIds = report.deliveries.map(({ bodyId }) => bodyId);
    authorize(actor, "report:update", { bodyIds, categoryId: report.categoryId });
    const bodyId = chosenBody(actor, report, said.bodyId);
    return { updateId: await speakForBody(tx, actor, report, { ...said, bodyId }, now) };
  });
}

/** The bodies in whose names the actor may write. */
export const bodiesToSpeakFor = (
  actor: Actor,
  { categoryId, deliveries }: Pick<SpokenAbout, "categoryId" | "deliveries">,
): number[] =>
  deliveries
    .map(({ bodyId }) => bodyId)
    .filter((bodyId) => may(actor, "report:update", { bodyIds: [bodyId], categoryId }));

/** Null only where nobody has the report, for a superuser. */
function chosenBody(actor: Actor, report: SpokenAbout, wanted: number | null): number | null {
  const choices = bodiesToSpeakFor(actor, report);
  const [only, ...others] = choices;
  if (wanted === null && others.length === 0) return only ?? null;
  const fault = translator("updates")("refused.body");
  if (wanted === null || !choices.includes(wanted)) throw invalid(fault, { bodyId: fault });
  return wanted;
}

/**
 * Writes what a body says, for an actor who was judged to speak for it; also once where the form is posted twice. The caller holds the
 * report's lock.
 * @returns the update's id
 */
export async function speakForBody(
  tx: Tx,
  actor: Actor,
  report: SpokenAbout,
  said: Omit<StaffUpdate, "reportId">,
  now: Date,
): Promise<number> {
  const { text, photoIds, bodyId, newState } = said;
  const form = await formDigest(tx, said, userIdOf(actor), bodyId, newState);
  const known = await madeByForm(tx, report.id, form);
  if (known) return known.id;
  checkMove(report, said);
  const template = await templateSaid(tx, said);
  const update = await writeUpdate(
    tx,
    {
      ...{ reportId: report.id, origin: "staff", userId: userIdOf(actor), bodyId, text, photoIds },
      ...{ language: report.language, wanted: newState, extra: { form }, ...template },
      // Nobody's office: the site itself speaks.
      ...(bodyId === null && isSuperuser(actor) && administrator()),
    },
    now,
  );
  if (saysNothing(report, { ...update, text, photos: photoIds.length })) {
    const fault = translator("updates")("refused.nothing");
    throw invalid(fault, { text: fault });
  }
  const { state } = await append(tx, report, update, now);
  await record(tx, actor, "update.add", {
    ...{ reportId: report.id, bodyId, subject: { updateId: update.id } },
    ...{ before: { state: report.state }, after: { state } },
  });
  return update.id;
}

const administrator = () => ({
  name: translator("updates")("administrator", { site: env.SITE_NAME }),
  showName: true,
});

/** @throws DomainError `invalid` for a move that staff may not make, or that nobody would understand without words */
function checkMove({ state }: SpokenAbout, { newState, text }: Pick<StaffUpdate, "newState" | "text">): void {
  const t = translator("updates");
  if (newState === null || newState === state) return;
  if (!mayMove("staff", state, newState)) throw invalid(t("refused.state"), { newState: t("refused.state") });
  if (newState === "duplicate" && text === "")
    throw invalid(t("refused.duplicate"), { text: t("refused.duplicate") });
}

/** The template is noted, and its words for the reporter are used, only while the text is still its own. */
async function templateSaid(tx: Tx, { templateId, bodyId, text }: Omit<StaffUpdate, "reportId">) {
  if (templateId === null || bodyId === null) return {};
  const template = await tx.responseTemplate.findFirst({
    where: { id: templateId, bodyId, deletedAt: null },
    select: { id: true, text: true, emailText: true },
  });
  if (!template || fillTemplate(template.text) !== text) return {};
  return {
    templateId: template.id,
    emailText: template.emailText === null ? null : fillTemplate(template.emailText),
  };
}
