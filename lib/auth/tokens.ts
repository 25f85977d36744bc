import { randomBytes, timingSafeEqual } from "node:crypto";
import { sign } from "@/lib/auth/secrets";
import { db, type Prisma, type Tx } from "@/lib/db";
import type { TokenKind } from "@/prisma/generated/enums";

const hour = 3_600_000;

/** How long a mailed link is good for, in milliseconds. A report is kept for as long as it can be confirmed. */
export const tokenLife = {
  confirm_report: 30 * 24 * hour,
  confirm_update: 30 * 24 * hour,
  sign_in: 24 * hour,
  confirm_alert: 30 * 24 * hour,
  /** Stands in every mail that an alert sends, and old mails are kept. */
  stop_alert: 10 * 365 * 24 * hour,
  /** From when it is asked. */
  questionnaire: 90 * 24 * hour,
  /** A link to sign in that somebody did not ask for: they may be away. */
  invitation: 7 * 24 * hour,
} as const;

/** How long a link goes on signing in after its first use: long enough for a second click, not for a found mail. */
const signsInAgainFor = 4 * hour;

export type Token = Prisma.TokenGetPayload<Record<string, never>>;

type NewToken = {
  kind: TokenKind;
  userId: number;
  reportId?: number;
  updateId?: number;
  alertId?: number;
  questionnaireId?: number;
  /** A path of this site, for after signing in. */
  next?: string;
  now: Date;
  /** Milliseconds. */
  ttl: number;
};

/** Makes what a mailed link stands for; `tokenText` is what goes into the link. */
export const createToken = (tx: Tx, token: NewToken): Promise<Token> =>
  tx.token.create({ data: rowOf(token) });

/** The same for many links, in one statement. */
export const createTokens = (tx: Tx, tokens: readonly NewToken[]): Promise<Token[]> =>
  tx.token.createManyAndReturn({ data: tokens.map(rowOf) });

function rowOf({ now, ttl, ...token }: NewToken) {
  const nonce = randomBytes(18).toString("base64url");
  return { ...token, nonce, createdAt: now, expiresAt: new Date(now.getTime() + ttl) };
}

/**
 * The secret part of a mailed link: base64url of the id, a dot, and an HMAC over id, kind and nonce. It can be written again
 * at any time, and a copy of the database without SECRET opens nothing.
 */
export function tokenText({ id, kind, nonce }: Pick<Token, "id" | "kind" | "nonce">): string {
  return `${Buffer.from(String(id)).toString("base64url")}.${sign("token", id, kind, nonce)}`;
}

/**
 * The token of a link that somebody followed, or null when it is altered, unknown or has expired. The caller looks at its kind,
 * and tells nobody which of these it was.
 */
export async function findToken(text: string, now: Date = new Date()): Promise<Token | null> {
  const [, encoded, signature] = /^([\w-]{2,16})\.([\w-]{43})$/.exec(text) ?? [];
  const id = Number(Buffer.from(encoded ?? "", "base64url").toString("latin1"));
  if (!signature || !Number.isInteger(id) || id < 1 || id > 2_147_483_647) return null;
  const token = await db.token.findUnique({ where: { id } });
  // Signed and compared also when there is no such row, so that the time tells nothing.
  const expected = tokenText(token ?? { id, kind: "sign_in", nonce: "" });
  const same = expected.length === text.length && timingSafeEqual(Buffer.from(expected), Buffer.from(text));
  return token && same && token.expiresAt > now ? token : null;
}

/** Notes the first use. A token stays usable within its life, so that a second click is not an error. */
export async function markUsed(tx: Tx, tokenId: number, now: Date): Promise<void> {
  await tx.token.updateMany({ where: { id: tokenId, usedAt: null }, data: { usedAt: now } });
}

/** Whether the link still signs in: until it has been used, and for some hours after. */
export function signsIn({ usedAt }: Pick<Token, "usedAt">, now: Date): boolean {
  return usedAt === null || now.getTime() - usedAt.getTime() < signsInAgainFor;
}

/** A used link signs nobody in any more, however short ago it was used: its user has ended all sessions. */
export async function spendUsedLinks(tx: Tx, userId: number, now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - signsInAgainFor);
  await tx.token.updateMany({ where: { userId, usedAt: { gt: longAgo } }, data: { usedAt: longAgo } });
}
