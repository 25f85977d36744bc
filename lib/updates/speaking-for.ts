import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { bodySpokenFor } from "@/lib/updates/spoken-about";

/** The name of the body that the actor writes for under a report; null for whoever writes for themselves. */
export async function speakingFor(actor: Actor, reportId: number): Promise<string | null> {
  if (actor.kind !== "staff") return null;
  const report = await db.report.findUnique({
    where: { id: reportId },
    select: { categoryId: true, deliveries: { select: { bodyId: true, body: { select: { name: true } } } } },
  });
  const bodyId = report && bodySpokenFor(actor, report);
  return report?.deliveries.find((delivery) => delivery.bodyId === bodyId)?.body.name ?? null;
}
