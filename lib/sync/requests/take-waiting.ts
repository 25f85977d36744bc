import { z } from "zod";
import { db } from "@/lib/db";
import { translator } from "@/lib/messages";
import type { ServiceRequest } from "@/lib/open311/documents";
import { enqueueAll } from "@/lib/queue";
import { historyRunOf, KeptRequest } from "@/lib/sync/requests/item";
import { type LoadedImporter, loadImporter } from "@/lib/sync/requests/load-importer";
import { type TakenRequest, takeRequests } from "@/lib/sync/requests/take-requests";

const portion = 1_000;

export type CameIn = Record<TakenRequest["kind"], number>;

/**
 * Takes in the requests of a connection that waited for their service codes, as far as those are known by now or need not be any more.
 * Each is tried once.
 * @returns how many there were by what came of them
 */
export async function takeWaiting(connectionId: number, { now }: { now: Date }): Promise<CameIn> {
  const counts: CameIn = { created: 0, known: 0, skipped: 0, waiting: 0, dead: 0 };
  const codes = await settledCodes(await loadImporter(connectionId));
  for (let after = 0; codes.length > 0; ) {
    const letters = await db.deadLetter.findMany({
      where: { connectionId, kind: "requests", waitsFor: { in: codes }, resolvedAt: null, id: { gt: after } },
      orderBy: { id: "asc" },
      take: portion,
      select: { id: true, payload: true, pollId: true },
    });
    const last = letters.at(-1);
    if (!last) break;
    after = last.id;
    for (const [historyRunId, some] of byRun(letters)) {
      const items = await readable(some);
      const taken = await takeRequests({ id: connectionId }, items, { now, historyRunId });
      for (const { kind } of taken) counts[kind] += 1;
    }
  }
  return counts;
}

type Letter = { id: number; payload: unknown; pollId: number | null };

/** What an import left waiting stays a part of it, so that it can be taken back with it. */
function byRun(letters: readonly Letter[]): Map<number | null, Letter[]> {
  const groups = new Map<number | null, Letter[]>();
  for (const letter of letters) {
    const run = historyRunOf(letter);
    groups.set(run, [...(groups.get(run) ?? []), letter]);
  }
  return groups;
}

/** Of connections with requests that could come in by now, each gets a job. For the sweep, as nothing else may have thought of it. */
export async function nudgeWaiting(): Promise<void> {
  const connections = await db.$queryRaw<{ id: number }[]>`
    select c.id from "Connection" c where c.method = 'open311' and exists (
      select 1 from "DeadLetter" l where l."connectionId" = c.id and l."waitsFor" is not null and l."resolvedAt" is null)
    order by c.id`;
  const ready: number[] = [];
  for (const { id } of connections) {
    if ((await settledCodes(await loadImporter(id))).length > 0) ready.push(id);
  }
  await enqueueAll(
    db,
    "take-waiting",
    ready.map((connectionId) => ({ payload: { connectionId }, key: `take-waiting:${connectionId}` })),
  );
}

/** The codes that requests wait for although somebody has matched them, or they need no match. */
async function settledCodes({ connectionId, contactOf, rules }: LoadedImporter): Promise<string[]> {
  const rows = await db.$queryRaw<{ code: string }[]>`
    select m.code from "ServiceCodeMatch" m where m."connectionId" = ${connectionId} and exists (
      select 1 from "DeadLetter" l
      where l."connectionId" = m."connectionId" and l."waitsFor" = m.code and l.kind = 'requests' and l."resolvedAt" is null)`;
  const codes = rows.map(({ code }) => code);
  return codes.filter((code) => contactOf(code) || rules.unknownCode !== "wait" || rules.isLeftOut(code));
}

/** The requests that letters hold. One that does not hold any, as an older version of this site wrote it, waits for nothing more. */
async function readable(letters: readonly Letter[]): Promise<ServiceRequest[]> {
  const items: ServiceRequest[] = [];
  for (const { id, payload } of letters) {
    const item = KeptRequest.safeParse(payload);
    if (item.success) {
      items.push(item.data);
      continue;
    }
    const reason = translator("imports")("unreadable", { reason: z.prettifyError(item.error) });
    await db.deadLetter.update({ where: { id }, data: { waitsFor: null, reason } });
  }
  return items;
}
