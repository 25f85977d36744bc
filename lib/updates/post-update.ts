import type { ClientActor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { findOrMakeUser } from "@/lib/auth/account";
import { createToken, tokenLife } from "@/lib/auth/tokens";
import { backEndOf } from "@/lib/bodies/own-system";
import { db, type Tx } from "@/lib/db";
import { forbidden, invalid, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { addPosted } from "@/lib/photos/add-posted";
import { askForMedia, mediaPatienceMs } from "@/lib/photos/ask-for-media";
import { enqueue } from "@/lib/queue";
import { kindOf } from "@/lib/reports/states";
import { append, saysNothing } from "@/lib/updates/append";
import { isStopped } from "@/lib/updates/is-stopped";
import type { PostedUpdate } from "@/lib/updates/posted-update";
import { lockSpokenAbout, type SpokenAbout } from "@/lib/updates/spoken-about";
import { writeUpdate } from "@/lib/updates/write-update";
import type { ReportState } from "@/prisma/generated/enums";

export type PostedUpdateOutcome =
  | { kind: "published"; updateId: number }
  /** Its author has still to confirm it. */
  | { kind: "waits"; updateId: number }
  /** A body's own system has told a state that is not its to tell here, and nothing else. */
  | { kind: "nothing" };

/** @throws DomainError `forbidden` for a caller that may not post updates */
export function mayPostUpdates(client: ClientActor): void {
  if (!client.may.includes("post-updates")) throw forbidden(translator("postedUpdates")("key"));
}

/**
 * Adds what somebody has said about a report through another system. It goes the way of any update: of a caller that we trust it is
 * public at once, else its author confirms it by mail. Its status moves the report where its author may. What the caller calls by the
 * same name about the same report is the same update, also when it comes twice at once.
 * @throws DomainError `forbidden`; `not_found` for a report that nobody sees; `invalid` with a fault per field as it is named on the wire
 */
export async function postUpdate(
  client: ClientActor,
  posted: PostedUpdate,
  now: Date,
): Promise<PostedUpdateOutcome> {
  mayPostUpdates(client);
  const t = translator("postedUpdates");
  if (posted.email === "" && !client.trusted) throw invalid(t("form"), { email: t("emailMissing") });
  const known = await findPosted(db, client, posted);
  if (known) return known;
  const photoIds = await addPosted(posted.files, t("form"));
  return db.$transaction(async (tx) => {
    const report = await lockSpokenAbout(tx, posted.reportId);
    // In the words for what is not there at all: that there is a private one is nobody else's to know.
    if (report.visibility === "private" && !(await hasPosted(tx, client, report.id)))
      throw notFound(translator("refusals")("report"));
    return (await findPosted(tx, client, posted)) ?? write(tx, client, report, posted, photoIds, now);
  });
}

/** What this client has posted under this name about the report before. */
async function findPosted(
  tx: Tx,
  { clientId }: ClientActor,
  { reference, reportId }: PostedUpdate,
): Promise<PostedUpdateOutcome | null> {
  if (reference === null) return null;
  const update = await tx.update.findUnique({
    where: {
      clientId_clientReference_reportId: { clientId, clientReference: reference, reportId },
    },
    select: { id: true, visibility: true },
  });
  return update && { kind: update.visibility === "unconfirmed" ? "waits" : "published", updateId: update.id };
}

/** Whether the report came from this client: it may go on about it, also where the public does not see it. */
async function hasPosted(tx: Tx, { clientId }: ClientActor, reportId: number): Promise<boolean> {
  return (await tx.report.count({ where: { id: reportId, clientId } })) > 0;
}

async function write(
  tx: Tx,
  client: ClientActor,
  report: SpokenAbout,
  posted: PostedUpdate,
  photoIds: readonly string[],
  now: Date,
): Promise<PostedUpdateOutcome> {
  const { email, name, showName, text, mediaUrls } = posted;
  const author = email === "" ? null : await findOrMakeUser(tx, email);
  const origin = author !== null && author.id === report.reporterId ? "reporter" : "citizen";
  const wanted = wantedState(client, report.state, posted.status);
  const pictures = photoIds.length + mediaUrls.length;
  // Whether an address that nobody has confirmed is the reporter's is not to be learnt from the answer (see `addUpdate`).
  const heardAs = client.trusted ? origin : "reporter";
  if (saysNothing(report, { origin: heardAs, wanted, text, photos: pictures })) {
    if (client.bodyId !== null) return { kind: "nothing" };
    const t = translator("postedUpdates");
    throw invalid(t("form"), { description: t("nothing") });
  }
  const update = await writeUpdate(
    tx,
    {
      ...{ reportId: report.id, userId: author?.id ?? null, origin, name, showName, text, photoIds, wanted },
      ...{ language: report.language, clientId: client.clientId, clientReference: posted.reference },
    },
    now,
  );
  await askForMedia(tx, { updateId: update.id, connectionId: await backEndOf(tx, client) }, mediaUrls);
  if (client.trusted) {
    await publishNow(tx, client, report, { ...update, text }, author, now);
    if (mediaUrls.length > 0) await waitForMedia(tx, update.id, now);
    return { kind: "published", updateId: update.id };
  }
  if (author !== null) await askToConfirm(tx, client, report.id, update.id, author.id, now);
  return { kind: "waits", updateId: update.id };
}

/** A body's site tells with every update how the work stands: that it is open asks for nothing there. */
function wantedState(
  { bodyId }: ClientActor,
  state: ReportState,
  status: string | undefined,
): ReportState | null {
  if (status === "fixed" || status === "closed") return kindOf(state) === "fixed" ? null : "fixed_user";
  return status === "reopen" || (status === "open" && bodyId === null) ? "confirmed" : null;
}

async function publishNow(
  tx: Tx,
  client: ClientActor,
  report: SpokenAbout,
  update: Awaited<ReturnType<typeof writeUpdate>> & { text: string },
  author: { id: number } | null,
  now: Date,
): Promise<void> {
  const about =
    author && (await tx.user.findUnique({ where: { id: author.id }, select: { email: true, phone: true } }));
  const says = { reportId: report.id, text: update.text };
  const hidden = await isStopped(tx, says, about ?? { email: null, phone: null });
  const { state } = await append(tx, report, { ...update, hidden }, now);
  await record(tx, client, "update.add", {
    ...{ reportId: report.id, subject: { updateId: update.id } },
    ...{ before: { state: report.state }, after: { state, ...(hidden && { hidden }) } },
  });
}

async function askToConfirm(
  tx: Tx,
  client: ClientActor,
  reportId: number,
  updateId: number,
  userId: number,
  now: Date,
): Promise<void> {
  const token = await createToken(tx, {
    ...{ kind: "confirm_update", userId, reportId, updateId },
    ...{ next: `/report/${reportId}`, now, ttl: tokenLife.confirm_update },
  });
  await record(tx, client, "update.ask", { reportId, subject: { updateId } });
  await enqueue(tx, "mail-token", { tokenId: token.id });
}

/** So that whoever is told of the update gets its pictures, too. The sweep sends it when its time has come. */
async function waitForMedia(tx: Tx, updateId: number, now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + mediaPatienceMs);
  await tx.updateDelivery.updateMany({ where: { updateId, state: "due" }, data: { dueAt } });
}
