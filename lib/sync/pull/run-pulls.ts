import { db } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { waitFor } from "@/lib/sync/pull/ask";
import { noCounts, type PollCounts } from "@/lib/sync/pull/poll-row";
import { pull } from "@/lib/sync/pull/pull";
import { type PullKind, pulledConnections } from "@/lib/sync/pull/pull-target";

type Options = {
  worker: string;
  /** Only this body's (slug). */
  body?: string | undefined;
  connectionId?: number | undefined;
  /** Exactly this window, instead of all since the last time. */
  start?: Date | undefined;
  end?: Date | undefined;
};

export type PullsRun = PollCounts & {
  connections: number;
  polls: number;
  /** Connections that could not be read, are not asked, or are being read by somebody else. */
  failed: number;
  refused: number;
  busy: number;
};

/**
 * Reads every connection now, one after the other, and answers what came of all: a run by hand.
 * @throws DomainError `invalid` for a body, a connection or a window that is none
 */
export async function runPulls(kind: PullKind, options: Options): Promise<PullsRun> {
  const { worker, start, end } = options;
  const window = start || end ? windowOf(start, end) : null;
  const run: PullsRun = { ...noCounts(), connections: 0, polls: 0, failed: 0, refused: 0, busy: 0 };
  for (const connectionId of await chosen(kind, options)) {
    run.connections++;
    if (window) await db.$transaction((tx) => waitFor(tx, { connectionId, kind, ...window }));
    const pulled = await pull({
      ...{ connectionId, kind, worker, now: new Date() },
      ...(window ? { waitingOnly: true } : { early: true }),
    });
    if (pulled.kind !== "done") run[pulled.kind]++;
    if (pulled.kind === "refused" || pulled.kind === "busy") continue;
    run.polls += pulled.polls;
    for (const key of ["seen", "created", "known", "dead"] as const) run[key] += pulled.counts[key];
    for (const [reason, count] of Object.entries(pulled.counts.skipped))
      run.skipped[reason] = (run.skipped[reason] ?? 0) + count;
  }
  return run;
}

function windowOf(start: Date | undefined, end: Date = new Date()): { start: Date; end: Date } {
  if (!start) throw invalid("Say with --start from when.");
  if (start >= end) throw invalid("--end must come after --start.");
  return { start, end };
}

async function chosen(kind: PullKind, { body, connectionId }: Options): Promise<number[]> {
  if (connectionId !== undefined) {
    const row = await db.connection.findUnique({ where: { id: connectionId }, select: { id: true } });
    if (!row) throw invalid(`There is no connection ${connectionId}.`);
    return [connectionId];
  }
  if (body !== undefined && !(await db.body.findUnique({ where: { slug: body }, select: { id: true } })))
    throw invalid(`There is no body with the slug “${body}”.`);
  const rows = await db.connection.findMany({
    where: { AND: [pulledConnections(kind), body === undefined ? {} : { body: { slug: body } }] },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
