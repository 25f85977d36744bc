import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { ownAccountId } from "@/lib/auth/account";
import { decryptJson, encryptJson } from "@/lib/auth/secrets";
import { isFresh, type Session } from "@/lib/auth/session";
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpStep, totpUri } from "@/lib/auth/totp";
import { db, type Tx } from "@/lib/db";
import { conflict, invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";

const t = translator("account");

/** Six digits of the app, or a recovery code. */
export const FactorCode = z.object({
  code: z
    .string({ error: t("refusal.code") })
    .trim()
    .min(6, t("refusal.code"))
    .max(40, t("refusal.code")),
});
export type FactorCode = z.infer<typeof FactorCode>;

/** What the account's page shows: off, being set up (with what the app is told), or on. */
export type SecondFactor =
  | { state: "off" }
  | { state: "pending"; secret: string; uri: string }
  | { state: "on"; since: Date; codesLeft: number };

/** The actor's own second factor. A secret is shown until it has been confirmed, and never again. */
export async function secondFactorOf(actor: Actor): Promise<SecondFactor> {
  const { email, totpSecret, totpConfirmedAt, recoveryCodes } = await ownAccount(actor);
  if (!totpSecret) return { state: "off" };
  if (totpConfirmedAt) return { state: "on", since: totpConfirmedAt, codesLeft: recoveryCodes.length };
  const secret = secretOf(totpSecret);
  return { state: "pending", secret, uri: totpUri(secret, email ?? "") };
}

/** Makes a new secret for the actor to put into an app. It counts for nothing until a code of it has been shown. */
export async function beginSecondFactor(
  actor: Actor,
  session: Session | null,
  now: Date = new Date(),
): Promise<void> {
  const { id, totpConfirmedAt } = await ownAccount(actor);
  if (totpConfirmedAt) throw conflict(t("refusal.factorOn"));
  // Whoever finds a browser open must not lock its owner out.
  if (!isFresh(session, now)) throw invalid(t("refusal.notFresh"));
  await db.$transaction(async (tx) => {
    const totpSecret = encryptJson(newTotpSecret());
    const { count } = await tx.user.updateMany({
      where: { id, totpConfirmedAt: null },
      data: { totpSecret },
    });
    if (count === 0) throw conflict(t("refusal.factorOn"));
    await record(tx, actor, "account.begin-second-factor", { subject: { userId: id } });
  });
}

/**
 * Turns the second factor on by a first code of it.
 * @returns the ten recovery codes, to be shown this once
 */
export async function confirmSecondFactor(
  actor: Actor,
  { code }: FactorCode,
  now: Date = new Date(),
): Promise<{ codes: string[]; confirmedAt: Date }> {
  const { id, totpSecret, totpConfirmedAt } = await ownAccount(actor);
  if (!totpSecret || totpConfirmedAt)
    throw conflict(t(totpSecret ? "refusal.factorOn" : "refusal.factorOff"));
  const step = totpStep(secretOf(totpSecret), code, now);
  if (step === null) throw invalid(t("refusal.form"), { code: t("refusal.code") });
  const codes = newRecoveryCodes();
  await db.$transaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id, totpSecret, totpConfirmedAt: null },
      data: { totpConfirmedAt: now, totpLastStep: step, recoveryCodes: codes.map(hashOf) },
    });
    if (count === 0) throw conflict(t("refusal.factorOn"));
    await record(tx, actor, "account.second-factor-on", { subject: { userId: id } });
  });
  return { codes, confirmedAt: now };
}

/**
 * Checks the code that is asked for after signing in. The caller has counted the attempt and notes the proof in the session.
 * @throws DomainError `invalid` for a code that is wrong, too old or was used before
 */
export async function proveSecondFactor(
  userId: number,
  { code }: FactorCode,
  now: Date = new Date(),
): Promise<void> {
  await db.$transaction(async (tx) => {
    const by = await useCode(tx, userId, code, now);
    await record(tx, { kind: "citizen", userId }, "account.second-factor", { subject: { userId, by } });
  });
}

/** Turns the second factor off; it takes a code. */
export async function turnOffSecondFactor(
  actor: Actor,
  { code }: FactorCode,
  now: Date = new Date(),
): Promise<void> {
  const { id } = await ownAccount(actor);
  await db.$transaction(async (tx) => {
    await useCode(tx, id, code, now);
    await tx.user.update({ where: { id }, data: noFactor });
    await record(tx, actor, "account.second-factor-off", { subject: { userId: id } });
  });
}

/** Ten new recovery codes in place of those that are left; it takes a code. */
export async function renewRecoveryCodes(
  actor: Actor,
  { code }: FactorCode,
  now: Date = new Date(),
): Promise<string[]> {
  const { id } = await ownAccount(actor);
  const codes = newRecoveryCodes();
  await db.$transaction(async (tx) => {
    await useCode(tx, id, code, now);
    await tx.user.update({ where: { id }, data: { recoveryCodes: codes.map(hashOf) } });
    await record(tx, actor, "account.new-recovery-codes", { subject: { userId: id } });
  });
  return codes;
}

/** The columns of an account without a second factor. */
export const noFactor = { totpSecret: null, totpConfirmedAt: null, totpLastStep: null, recoveryCodes: [] };

const secretOf = (encrypted: string): string => z.string().parse(decryptJson(encrypted));
const hashOf = (code: string): string => recoveryHash(code) ?? "";

/** Takes a code, once: two requests with the same one at the same moment do not both get in. */
async function useCode(tx: Tx, userId: number, code: string, now: Date): Promise<"app" | "recovery"> {
  const user = await tx.user.findUnique({
    where: { id: userId },
    select: { totpSecret: true, totpConfirmedAt: true },
  });
  const wrong = invalid(t("refusal.form"), { code: t("refusal.code") });
  if (!user?.totpSecret || !user.totpConfirmedAt) throw conflict(t("refusal.factorOff"));
  const step = totpStep(secretOf(user.totpSecret), code, now);
  if (step !== null) {
    const unused = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] };
    const { count } = await tx.user.updateMany({
      where: { id: userId, totpSecret: user.totpSecret, ...unused },
      data: { totpLastStep: step },
    });
    if (count === 0) throw wrong;
    return "app";
  }
  const hashed = recoveryHash(code);
  const used = hashed
    ? await tx.$executeRaw`
        update "User" set "recoveryCodes" = array_remove("recoveryCodes", ${hashed})
        where id = ${userId} and ${hashed} = any("recoveryCodes")`
    : 0;
  if (used === 0) throw wrong;
  return "recovery";
}

async function ownAccount(actor: Actor) {
  return db.user.findUniqueOrThrow({
    where: { id: ownAccountId(actor) },
    select: { id: true, email: true, totpSecret: true, totpConfirmedAt: true, recoveryCodes: true },
  });
}
