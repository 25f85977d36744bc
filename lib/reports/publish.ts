import type { Actor } from "@/lib/actor";
import { announce } from "@/lib/announce";
import { record } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { draftFirstResponses } from "@/lib/delivery/first-response";
import { judgeAtGate } from "@/lib/delivery/gate";
import { planReport } from "@/lib/delivery/plan-report";
import { isPrivate } from "@/lib/reports/is-private";

export type Unpublished = {
  id: number;
  categoryId: number;
  title: string;
  name: string;
  phone: string;
  reporter: { id: number; email: string | null; name: string; phone: string | null } | null;
};

/**
 * What happens once it is certain who reported, by a mailed link or a session, or once a caller that we trust says so: the report
 * becomes public (private where a body keeps the category to itself, hidden where the gate stops it), its reporter follows it,
 * and it is on its way. The caller holds the row's lock, or has just made the row.
 */
export async function publish(tx: Tx, actor: Actor, report: Unpublished, now: Date): Promise<void> {
  const stopped = (await judgeAtGate(tx, [report])).has(report.id);
  const visibility = stopped ? "hidden" : (await isPrivate(tx, report)) ? "private" : "public";
  await tx.report.update({
    where: { id: report.id },
    data: { visibility, confirmedAt: now, updatedAt: now },
  });
  if (report.reporter) await greetReporter(tx, actor, { ...report, reporter: report.reporter }, now);
  await record(tx, actor, "report.confirm", { reportId: report.id, after: { visibility } });
  if (stopped) return;
  await planReport(tx, report.id);
  await draftFirstResponses(tx, report.id, now);
  await announce(tx, { event: "report.published", reportId: report.id });
}

async function greetReporter(
  tx: Tx,
  actor: Actor,
  { id: reportId, name, phone, reporter }: Unpublished & { reporter: NonNullable<Unpublished["reporter"]> },
  now: Date,
): Promise<void> {
  // Another system's word about somebody proves nothing: the account learns nothing from it.
  if (actor.kind !== "client") {
    await tx.user.update({
      where: { id: reporter.id },
      data: {
        // What somebody said about themselves fills gaps; it changes nothing that they have said before.
        ...(!reporter.name && { name }),
        ...(!reporter.phone && phone && { phone }),
      },
    });
    await tx.user.updateMany({
      where: { id: reporter.id, emailVerifiedAt: null },
      data: { emailVerifiedAt: now },
    });
  }
  await tx.alert.createMany({
    data: { kind: "report", userId: reporter.id, reportId, createdAt: now, confirmedAt: now },
    skipDuplicates: true,
  });
}
