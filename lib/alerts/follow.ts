import { z } from "zod";
import { type Actor, userIdOf } from "@/lib/actor";
import { record } from "@/lib/audit";
import { EmailAddress, findOrMakeUser, ownAccountId } from "@/lib/auth/account";
import { createToken, tokenLife } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";
import { forbidden, invalid, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { translator } from "@/lib/messages";
import { enqueue } from "@/lib/queue";
import { beginFollowing } from "@/lib/reports/begin-following";

export const FollowInput = z.object({
  reportId: RowId,
  /** Empty for somebody who is signed in. */
  email: z.union([z.literal(""), EmailAddress]).default(""),
});
export type FollowInput = z.output<typeof FollowInput>;

export const Unfollow = z.object({ reportId: RowId });
export type Unfollow = z.output<typeof Unfollow>;

/**
 * Has somebody written to when something happens with a report. Whoever is signed in follows it at once; an address that is only
 * typed in is mailed a link first, and what it followed before stays as it was. Following twice is following.
 * @returns whether the report is followed now; else a mail is on its way
 * @throws DomainError `not_found` for a report that the actor cannot see, `forbidden` for a private one that is not theirs,
 * `invalid` (field `email`) when nobody knows whom to write to
 */
export async function follow(
  actor: Actor,
  input: FollowInput,
  now: Date = new Date(),
): Promise<{ following: boolean }> {
  const { reportId, email } = input;
  return db.$transaction(async (tx) => {
    const own = await ownAddress(tx, actor);
    await mayBeFollowed(tx, reportId, own?.id ?? null);
    if (own && (email === "" || email === own.email)) {
      const begun = await beginFollowing(tx, own.id, reportId, now);
      if (begun) await record(tx, actor, "alerts.follow", { reportId, subject: { userId: own.id } });
      return { following: true };
    }
    const needed = translator("refusals")("email");
    if (email === "") throw invalid(needed, { email: needed });
    await askToConfirm(tx, actor, { reportId, email }, now);
    return { following: false };
  });
}

/** Ends it for the signed-in person; where nothing is followed, nothing happens. */
export async function unfollow(actor: Actor, { reportId }: Unfollow, now: Date = new Date()): Promise<void> {
  const userId = ownAccountId(actor);
  await db.$transaction(async (tx) => {
    const { count } = await tx.alert.updateMany({
      where: { kind: "report", userId, reportId, disabledAt: null },
      data: { disabledAt: now },
    });
    if (count > 0) await record(tx, actor, "alerts.stop", { reportId, subject: { userId } });
  });
}

/** Whether the actor follows a report; null for somebody whom we could not write to. */
export async function followingOf(actor: Actor, reportId: number): Promise<{ following: boolean } | null> {
  const userId = userIdOf(actor);
  if (userId === null) return null;
  const user = await db.user.findUnique({
    where: { id: userId },
    select: {
      email: true,
      alerts: {
        where: { kind: "report", reportId, confirmedAt: { not: null }, disabledAt: null },
        select: { id: true },
      },
    },
  });
  return user?.email ? { following: user.alerts.length > 0 } : null;
}

/** Who is signed in, and where they are written to. */
async function ownAddress(tx: Tx, actor: Actor): Promise<{ id: number; email: string } | null> {
  const id = userIdOf(actor);
  const user = id === null ? null : await tx.user.findUnique({ where: { id }, select: { email: true } });
  return id !== null && user?.email ? { id, email: user.email } : null;
}

/** What nobody may see nobody follows; what only its reporter is told of only the reporter does. */
async function mayBeFollowed(tx: Tx, reportId: number, userId: number | null): Promise<void> {
  const report = await tx.report.findUnique({
    where: { id: reportId },
    select: { visibility: true, reporterId: true },
  });
  if (!report || report.visibility === "unconfirmed" || report.visibility === "hidden") {
    throw notFound(translator("refusals")("report"));
  }
  if (report.visibility === "private" && (userId === null || userId !== report.reporterId)) {
    throw forbidden(translator("alerts")("refused.private"));
  }
}

async function askToConfirm(
  tx: Tx,
  actor: Actor,
  { reportId, email }: { reportId: number; email: string },
  now: Date,
): Promise<void> {
  const { id: userId } = await findOrMakeUser(tx, email);
  await tx.alert.createMany({
    data: { kind: "report", userId, reportId, createdAt: now },
    skipDuplicates: true,
  });
  const alert = await tx.alert.findUniqueOrThrow({
    where: { kind_userId_reportId: { kind: "report", userId, reportId } },
    select: { id: true },
  });
  const link = { kind: "confirm_alert", userId, reportId, alertId: alert.id } as const;
  const token = await createToken(tx, { ...link, now, ttl: tokenLife.confirm_alert });
  await record(tx, actor, "alerts.ask", { reportId, subject: { userId } });
  await enqueue(tx, "mail-token", { tokenId: token.id });
}
