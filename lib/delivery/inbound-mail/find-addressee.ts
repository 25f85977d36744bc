import { db, type Prisma } from "@/lib/db";
import type { Addressee } from "@/lib/delivery/inbound-mail/decide";
import type { Returning } from "@/lib/mail/return-address";

const reportTold = {
  id: true,
  title: true,
  language: true,
  name: true,
  visibility: true,
  reporter: { select: { email: true, emailVerifiedAt: true } },
  deliveries: { select: { id: true, sentTo: true, body: { select: { name: true } } } },
} satisfies Prisma.ReportSelect;

export type ReportTold = Prisma.ReportGetPayload<{ select: typeof reportTold }>;

/** What stands behind one of our addresses. */
export type Found = { addressee: Addressee; report: ReportTold | null; alertId: number | null };

/** Null for a report or an alert that is gone: such mail is ignored without a word. */
export async function findAddressee(about: Returning | { kind: "no_reply" }): Promise<Found | null> {
  if (about.kind === "no_reply") return { addressee: about, report: null, alertId: null };
  if (about.kind === "alert") {
    const alert = await db.alert.findUnique({ where: { id: about.id }, select: { id: true } });
    return alert && { addressee: { kind: "alert" }, report: null, alertId: alert.id };
  }
  const report = await db.report.findUnique({ where: { id: about.id }, select: reportTold });
  if (!report) return null;
  const proven = report.reporter?.email != null && report.reporter.emailVerifiedAt !== null;
  // Nobody is written to about a report that has been hidden.
  const reachable = proven && report.visibility !== "hidden";
  return { addressee: { kind: "report", reachable }, report, alertId: null };
}

/** Which delivery a mail from this address belongs to: the body's own address, its domain, or the only one there is. */
export function deliveryOf({ deliveries }: ReportTold, address: string): number | null {
  const from = address.toLowerCase();
  const domain = from.split("@")[1] ?? "";
  const sentTo = (test: (to: string) => boolean) =>
    deliveries.filter((delivery) => delivery.sentTo.some((to) => test(to.toLowerCase())));
  const candidates = [sentTo((to) => to === from), sentTo((to) => to.endsWith(`@${domain}`)), deliveries];
  return candidates.find((some) => some.length === 1)?.[0]?.id ?? null;
}

/**
 * The deliveries that mail to these addresses belonged to. Where the mail system did not say whom it could not reach, that is
 * clear only where one body was written to.
 */
export function concernedBy<Mailed extends { sentTo: string[] }>(
  deliveries: readonly Mailed[],
  addresses: readonly string[],
): Mailed[] {
  const mailed = deliveries.filter(({ sentTo }) => sentTo.length > 0);
  if (addresses.length === 0) return mailed.length === 1 ? mailed : [];
  const gone = new Set(addresses.map((address) => address.toLowerCase()));
  return mailed.filter(({ sentTo }) => sentTo.some((address) => gone.has(address.toLowerCase())));
}
