import { timingSafeEqual } from "node:crypto";
import { sign } from "@/lib/auth/secrets";
import { db } from "@/lib/db";

const largestId = 2_147_483_647;

/** What a caller asks with whether a request has been confirmed: signed, so that it is kept nowhere and cannot be guessed. */
export const requestToken = (reportId: number): string =>
  `${reportId.toString(36)}-${sign("open311 request", reportId)}`;

/**
 * The report behind a token: `reportId` null until its reporter has confirmed it. Null for a token that we never gave, or whose report
 * was never confirmed and is gone.
 */
export async function findRequest(token: string): Promise<{ reportId: number | null } | null> {
  const [, encoded = ""] = /^([0-9a-z]{1,6})-[\w-]{43}$/.exec(token) ?? [];
  const id = Number.parseInt(encoded, 36);
  if (!(id <= largestId)) return null;
  const expected = Buffer.from(requestToken(id));
  const given = Buffer.from(token);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const report = await db.report.findUnique({ where: { id }, select: { visibility: true } });
  return report && { reportId: report.visibility === "unconfirmed" ? null : id };
}
