import { currentSession, outliveOthers } from "@/app/_server/session";
import type { Session } from "@/lib/auth/session";
import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";

/**
 * Does what ends all of somebody's sessions, and lets the one it was asked from go on.
 * @throws DomainError `forbidden` where there is no session
 */
export async function andGoOnHere(work: (session: Session, now: Date) => Promise<void>): Promise<void> {
  const session = await currentSession();
  if (!session) throw forbidden(translator("account")("refusal.signedOut"));
  const now = new Date();
  await work(session, now);
  await outliveOthers(session, now);
}
