import "@/lib/testing/database";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { sweep } from "@/lib/delivery/sweep";
import { sendUpdateAgain } from "@/lib/delivery/updates/act-on-update";
import { attemptUpdate } from "@/lib/delivery/updates/attempt-update";
import { claimUpdates } from "@/lib/delivery/updates/claim-updates";
import { updateLeases } from "@/lib/delivery/updates/leases";
import { sendUpdates } from "@/lib/delivery/updates/send-updates";
import { type Council, startCouncil } from "@/lib/testing/council";
import type { NewFault } from "@/lib/testing/council/faults";
import { makeUser } from "@/lib/testing/factories";
import { inMinutes } from "@/lib/testing/sending";
import { makeSentReport, sayUpdate } from "@/lib/testing/updates";

// Any sequence of what can happen to a report's updates on their way: the back end takes none more often than a person or the
// connection's policy said, never a later one before an earlier, and none is stuck where nobody sees it.

let council: Council;
let actor: Actor;
beforeAll(async () => {
  council = await startCouncil();
  const { id: userId } = await makeUser({ superuser: true });
  actor = { kind: "staff", userId, superuser: true, bodyId: null, permissions: [] };
});
afterAll(() => council.close());

const on = "post-update";
const faults: Record<string, NewFault | null> = {
  fine: null,
  refuses: { on, kind: "refuse", status: 500 },
  rejects: { on, kind: "refuse", status: 400 },
  "takes and drops": { on, kind: "cut-off" },
  drops: { on, kind: "cut-off", taken: false },
};

const fault = fc.constantFrom(...Object.keys(faults));
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("send" as const), fault }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("die claimed" as const, "die marked" as const, "die answered" as const),
      fault,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom("sweep" as const, "pause" as const, "resume" as const, "again" as const),
      fault,
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Always tried, whatever else is: a worker that dies at each point with an answer that was taken or lost. */
const deaths = (["die marked", "die answered"] as const).map((when): [policy: "hold", steps: Step[]] => [
  "hold",
  [
    { do: when, fault: "fine" },
    { do: "sweep", fault: "fine" },
    { do: "again", fault: "fine" },
    { do: "send", fault: "takes and drops" },
  ],
]);

test("a worker killed anywhere, faults, pauses and people: no update is taken twice unless somebody said so, nor out of order", {
  timeout: 60_000,
}, async () => {
  const deadline = Date.now() + 3_000;
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("hold" as const, "resend" as const),
      fc.array(step, { minLength: 3, maxLength: 8 }),
      async (policy, steps) => {
        // As many as there is time for, and never fewer than five.
        if (runs++ < 5 || Date.now() < deadline) await run(policy, steps);
      },
    ),
    { numRuns: 8, examples: [...deaths] },
  );
});

async function run(policy: "hold" | "resend", steps: readonly Step[]): Promise<void> {
  await db.updateDelivery.deleteMany();
  await council.reset();
  const { report, connection, deliveryId } = await makeSentReport(council, {
    settings: { onUnclear: policy },
  });
  const said: number[] = [];
  for (let minute = 0; minute < 3; minute++)
    said.push((await sayUpdate(report.id, { confirmedAt: inMinutes(minute - 60) })).id);
  const allowed = new Map(said.map((id) => [id, 1]));
  const again = (id: number) => allowed.set(id, (allowed.get(id) ?? 0) + 1);
  let clock = 0;
  const rows = () => db.updateDelivery.findMany({ where: { deliveryId }, orderBy: { saidAt: "asc" } });

  async function check(): Promise<void> {
    const found = await rows();
    for (const { updateId, state, history } of found) {
      const taken = council.updatesReceived.filter((one) => one.updateId === String(updateId)).length;
      // Where the policy is to send again what is unclear, each doubt may cost one more.
      const doubts = JSON.stringify(history).split(`"outcome":"unclear"`).length - 1;
      const most = (allowed.get(updateId) ?? 0) + (policy === "resend" ? doubts : 0);
      if (taken > most) throw new Error(`Update ${updateId} was taken ${taken} times instead of ${most}.`);
      if (state === "sent" && taken === 0) throw new Error(`Update ${updateId} was never taken.`);
    }
    // In the order of their first arrival.
    const firsts = [...new Set(council.updatesReceived.map(({ updateId }) => Number(updateId)))];
    expect(firsts).toEqual(said.filter((id) => firsts.includes(id)));
  }

  async function die(when: Step["do"]): Promise<void> {
    const worker = `dead-${clock}`;
    const { claims } = await claimUpdates(worker, inMinutes(clock));
    for (const claim of claims) {
      const { id, attempts, connectionId } = claim.row;
      const leased = { id, attempts, connectionId, wasUnclear: false };
      if (when === "die marked") await updateLeases.mark({ leased, worker, startedAt: new Date() });
      if (when === "die answered") await attemptUpdate(claim, worker);
    }
  }

  function behave(name: string): void {
    council.clearFaults();
    const chosen = faults[name];
    if (chosen) council.fault(chosen);
  }

  for (const one of steps) {
    clock += 45; // longer than any wait between attempts
    behave(one.fault);
    if (one.do === "send") await sendUpdates({ worker: "alive", now: inMinutes(clock) });
    else if (one.do === "sweep") await sweep(inMinutes(clock));
    else if (one.do === "pause" || one.do === "resume") {
      const pausedAt = one.do === "pause" ? new Date() : null;
      await db.connection.update({ where: { id: connection.id }, data: { pausedAt } });
    } else if (one.do === "again") {
      const [row] = (await rows()).filter(({ state }) => state === "sent" || state === "unclear");
      if (row) {
        await sendUpdateAgain(actor, { updateDeliveryId: row.id });
        again(row.updateId);
      }
    } else await die(one.do);
    await check();
  }

  // Everything works again: what nobody doubts arrives, and a doubt keeps only what comes after it.
  behave("fine");
  await db.connection.update({ where: { id: connection.id }, data: { pausedAt: null } });
  for (let turn = 0; turn < 2; turn++) {
    clock += 45;
    await sendUpdates({ worker: "alive", now: inMinutes(clock) });
    await check();
  }
  const states = (await rows()).map(({ state }) => state);
  const doubt = states.indexOf("unclear");
  const free = doubt === -1 ? states : states.slice(0, doubt);
  expect(free.every((state) => state === "sent")).toBe(true);
  expect(states.slice(free.length + 1).every((state) => state === "held" || state === "sent")).toBe(true);
}
