import { numberedToken, readNumberedToken } from "@/lib/auth/numbered-token";
import { db } from "@/lib/db";

const purpose = "open311 request";

/** What a caller asks with whether a request has been confirmed. */
export const requestToken = (reportId: number): string => numberedToken(purpose, reportId);

/**
 * The report behind a token: `reportId` null until its reporter has confirmed it. Null for a token that we never gave, or whose report
 * was never confirmed and is gone.
 */
export async function findRequest(token: string): Promise<{ reportId: number | null } | null> {
  const id = readNumberedToken(purpose, token);
  if (id === null) return null;
  const report = await db.report.findUnique({ where: { id }, select: { visibility: true } });
  return report && { reportId: report.visibility === "unconfirmed" ? null : id };
}
