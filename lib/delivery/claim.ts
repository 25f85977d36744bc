import { db, type Tx } from "@/lib/db";
import { type Connection, decideClaim } from "@/lib/delivery/decide-claim";
import { stopAtGate } from "@/lib/delivery/gate";
import type { LaneKey } from "@/lib/delivery/lanes";
import { leaseEnd } from "@/lib/delivery/leases";
import type { NotClaimed } from "@/lib/delivery/line";
import { type Loaded, loadClaimed } from "@/lib/delivery/load-claimed";
import { lockPicked, type Picked, pickDue, type Wanted } from "@/lib/delivery/pick";
import { goTogether } from "@/lib/delivery/together";
import { translator } from "@/lib/messages";
import type { SendMethod } from "@/prisma/generated/enums";

/** A delivery that is this worker's to attempt, until its lease ends. */
export type Claim = Loaded & {
  connection: Connection | null;
  method: SendMethod;
  /** It was unclear: it may only be posted once the back end says that it does not have it. */
  wasUnclear: boolean;
  evenIfPaused: boolean;
};

export type Claimed = { claims: Claim[]; settled: Map<number, NotClaimed>; picked: Picked[] };

type Options = { wanted?: Wanted; rooms?: ReadonlyMap<LaneKey, number>; latest?: boolean };

/**
 * Claims what is due for `worker` by a lease, and decides by today's contacts and connections which way each goes. Committed before
 * anything leaves, so that no two workers ever send the same one. A fixed number of statements, however many are claimed.
 */
export async function claimDeliveries(
  worker: string,
  now: Date,
  { wanted = {}, rooms = new Map(), latest = false }: Options = {},
): Promise<Claimed> {
  return db.$transaction(async (tx) => {
    const picked = await pickDue(tx, now, wanted, rooms, latest);
    const settled = new Map<number, NotClaimed>();
    if (picked.length === 0) return { claims: [], settled, picked };
    const mine = new Set(picked.map(({ id }) => id));
    const loaded = await loadClaimed(tx, await lockPicked(tx, now, wanted, picked));
    const stopped = await stopAtGate(tx, reportsOf(loaded));

    const claims: Claim[] = [];
    const held: Held[] = [];
    const closed: number[] = [];
    for (const each of loaded) {
      const { id, state, reportId } = each.delivery;
      const evenIfPaused = mine.has(id) && wanted.evenIfPaused === true;
      if (stopped.has(reportId)) {
        settled.set(id, "closed");
        continue;
      }
      const decision = decideClaim(each, { evenIfPaused });
      const wasUnclear = state === "unclear";
      if (decision.kind === "send") {
        claims.push({ ...each, ...decision, wasUnclear, evenIfPaused });
      } else if (mine.has(id)) {
        settled.set(id, decision.kind);
        // What may have arrived stays unclear, whatever became of its report or connection.
        if (wasUnclear) continue;
        if (decision.kind === "held") held.push({ id, ...decision });
        else closed.push(id);
      }
    }
    const leading = claims.filter(({ delivery }) => mine.has(delivery.id));
    const going = claims.filter(
      (claim) => mine.has(claim.delivery.id) || leading.some((other) => goTogether(claim, other)),
    );
    if (closed.length > 0) await writeClosed(tx, closed);
    if (held.length > 0) await writeHeld(tx, held);
    if (going.length > 0) await writeClaimed(tx, going, worker);
    // In the order in which they were picked: that is whose turn it is.
    const turn = new Map(picked.map(({ id }, at) => [id, at]));
    const turnOf = ({ delivery }: Claim) => turn.get(delivery.id) ?? picked.length;
    const claimed = going
      .sort((a, b) => turnOf(a) - turnOf(b))
      .map((claim) => ({
        ...claim,
        delivery: { ...claim.delivery, attempts: claim.delivery.attempts + 1 },
      }));
    return { claims: claimed, settled, picked };
  });
}

const reportsOf = (loaded: readonly Loaded[]) => [
  ...new Map(loaded.map(({ delivery: { report } }) => [report.id, report])).values(),
];

type Held = { id: number; method: SendMethod; connection: Connection | null };

async function writeClosed(tx: Tx, ids: number[]): Promise<void> {
  const lastError = translator("deliveryReasons")("closed");
  await tx.delivery.updateMany({ where: { id: { in: ids } }, data: { state: "skipped", lastError } });
}

async function writeHeld(tx: Tx, rows: readonly Held[]): Promise<void> {
  const values = rows.map(({ id, method, connection }) => ({ id, method, way: connection?.id ?? null }));
  await tx.$executeRaw`
    update "Delivery" d set state = 'held', method = held.method::"SendMethod", "connectionId" = held.way
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as held(id int, method text, way int)
    where d.id = held.id`;
}

async function writeClaimed(tx: Tx, claims: readonly Claim[], worker: string): Promise<void> {
  const values = claims.map(({ delivery, contact, connection, method, wasUnclear }) => ({
    id: delivery.id,
    method,
    way: connection?.id ?? null,
    contact: contact?.id ?? null,
    doubt: wasUnclear,
  }));
  // A doubt stays with the row while it is asked about: whoever finds the claim abandoned must not take it for unsent.
  await tx.$executeRaw`
    update "Delivery" d set state = 'sending', attempts = d.attempts + 1, "leasedBy" = ${worker},
      "leasedUntil" = ${leaseEnd(new Date())}, "inFlight" = claimed.doubt, "lastAttemptAt" = ${new Date()},
      method = claimed.method::"SendMethod", "connectionId" = claimed.way, "contactId" = claimed.contact
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as claimed(id int, method text, way int, contact int, doubt boolean)
    where d.id = claimed.id`;
}
