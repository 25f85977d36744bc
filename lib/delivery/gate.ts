import { job } from "@/lib/actor";
import { announce } from "@/lib/announce";
import { record } from "@/lib/audit";
import { areBanned } from "@/lib/auth/abuse";
import type { Tx } from "@/lib/db";
import { translator } from "@/lib/messages";

/** What the gate looks at: who reported and what it is called. Whom it goes to is not asked: no council is ever banned. */
export type AtGate = {
  id: number;
  title: string;
  phone: string;
  reporter: { email: string | null; phone: string | null } | null;
};

/** `abuse`: its reporter is on the abuse list. `test`: somebody tries an app out before it goes into a store. */
export type GateReason = "abuse" | "test";

/** Which of these reports may not be sent, nor be seen. Source: spec/integration.md 2.3. */
export async function judgeAtGate(tx: Tx, reports: readonly AtGate[]): Promise<Map<number, GateReason>> {
  const people = reports.map(({ phone, reporter }) => ({
    email: reporter?.email ?? null,
    phones: [phone, reporter?.phone ?? ""],
  }));
  const banned = await areBanned(tx, people);
  const reasons = new Map<number, GateReason>();
  reports.forEach(({ id, title }, n) => {
    if (banned[n]) reasons.set(id, "abuse");
    else if (/app\s+store\s+test/i.test(title)) reasons.set(id, "test");
  });
  return reasons;
}

/**
 * The gate before a report leaves: one that may not is hidden, and what of it has not been sent is skipped with the reason.
 * The caller holds the reports' locks.
 * @returns the reports that were stopped
 */
export async function stopAtGate(tx: Tx, reports: readonly AtGate[]): Promise<Set<number>> {
  const stopped = await judgeAtGate(tx, reports);
  for (const [reportId, reason] of stopped) {
    const words = translator("deliveryActions")(`gate.${reason}`);
    const before = await tx.report.findUniqueOrThrow({
      where: { id: reportId },
      select: { visibility: true },
    });
    await tx.report.update({ where: { id: reportId }, data: { visibility: "hidden" } });
    await tx.delivery.updateMany({
      where: { reportId, state: { in: ["due", "held"] } },
      data: { state: "skipped", lastError: words },
    });
    await record(tx, job("gate"), "report.hide", {
      reportId,
      before,
      after: { visibility: "hidden" },
      note: words,
    });
    if (before.visibility === "public") await announce(tx, { event: "report.hidden", reportId });
  }
  return new Set(stopped.keys());
}
