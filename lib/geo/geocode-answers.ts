import { createHash } from "node:crypto";
import { db } from "@/lib/db";

const MINUTE_MS = 60_000;
/** Streets seldom move. */
const FOUND_MS = 7 * 24 * 60 * MINUTE_MS;
/** A place may be added tomorrow, or the server may have had a bad minute. */
const NOTHING_MS = 10 * MINUTE_MS;

/** Names a question without keeping it: what people search for is often where they live. */
export const answerKey = (...question: string[]): string =>
  createHash("sha256").update(question.join("\n")).digest("hex");

/** An answer kept before, as JSON; `undefined` when there is none or its time is over. */
export async function keptAnswer(key: string, now = new Date()): Promise<unknown> {
  const row = await db.geocodeAnswer.findUnique({ where: { key } });
  return row && row.expiresAt > now ? row.answer : undefined;
}

/** Keeps an answer, a week if it says something, minutes if not. */
export async function keepAnswer(
  key: string,
  answer: object,
  empty: boolean,
  now = new Date(),
): Promise<void> {
  const expiresAt = new Date(now.getTime() + (empty ? NOTHING_MS : FOUND_MS));
  await db.geocodeAnswer.upsert({
    where: { key },
    create: { key, answer, expiresAt },
    update: { answer, expiresAt },
  });
}

/** Throws out the answers whose time is over. @returns how many */
export async function forgetGeocodeAnswers(now: Date): Promise<number> {
  const { count } = await db.geocodeAnswer.deleteMany({ where: { expiresAt: { lte: now } } });
  return count;
}
