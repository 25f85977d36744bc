import type { Actor } from "@/lib/actor";
import { followingOf } from "@/lib/alerts/follow";
import { accountOf } from "@/lib/auth/account";
import type { PublicReport } from "@/lib/reports/public-report";
import { speakingFor } from "@/lib/updates/speaking-for";

/** Whoever looks at a report with a session, as its forms meet them. */
export type Viewer = {
  /** Empty where nobody has said it yet. */
  name: string;
  /** In whose name they write; null = in their own. */
  body: string | null;
  /** Null for somebody whom we could not write to. */
  following: boolean | null;
};

/** Null for somebody who is not signed in, whose page is everybody's. */
export async function viewerOf(actor: Actor, report: PublicReport): Promise<Viewer | null> {
  const [account, body, followed] = await Promise.all([
    accountOf(actor),
    speakingFor(actor, report.id),
    followingOf(actor, report.id),
  ]);
  return account && { name: account.name, body, following: followed?.following ?? null };
}
