import { db } from "@/lib/db";

/** Whoever asks what became of a mail asks sooner than this; the addresses in it are people's. */
const keptDays = 365;

/** Deletes what is known of mail that came in more than a year ago. Marks that it left behind stay. */
export async function expireInboundMail(now: Date = new Date()): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  const { count } = await db.inboundMail.deleteMany({ where: { receivedAt: { lt: before } } });
  return count;
}
