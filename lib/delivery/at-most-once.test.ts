import "@/lib/testing/database";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { resendDelivery, resolveUnclear } from "@/lib/delivery/act";
import { attempt } from "@/lib/delivery/attempt";
import { claimDeliveries } from "@/lib/delivery/claim";
import { markInFlight } from "@/lib/delivery/lease";
import { sendReports } from "@/lib/delivery/send-reports";
import { sweep } from "@/lib/delivery/sweep";
import { changeCategory } from "@/lib/reports/change-category";
import { type Council, startCouncil } from "@/lib/testing/council";
import type { NewFault } from "@/lib/testing/council/faults";
import { makeCategory, makeContact, makeUser } from "@/lib/testing/factories";
import { inMinutes, makeTown } from "@/lib/testing/sending";

// Any sequence of what can happen to a report on its way to two bodies: neither takes it more often than a person or the
// connection's policy said, and it is never stuck where nobody sees it.

let councils: [Council, Council];
beforeAll(async () => {
  councils = [await startCouncil({ idPrefix: "A-" }), await startCouncil({ idPrefix: "B-" })];
});
afterAll(() => Promise.all(councils.map((council) => council.close())));

const post = "post-request";
/** How a back end may behave; what is taken and then refused is in the world only where the back end can be asked about it. */
const faults: Record<string, NewFault | null> = {
  fine: null,
  refuses: { on: post, kind: "refuse", status: 500 },
  rejects: { on: post, kind: "refuse", status: 400 },
  "takes and drops": { on: post, kind: "cut-off" },
  drops: { on: post, kind: "cut-off", taken: false },
  "takes and fails": { on: post, kind: "take-then-500" },
};
const blind: NewFault = { on: "requests", kind: "refuse", status: 500 };

type Way = { lookUp: "none" | "requests"; onUnclear: "hold" | "resend"; blind: boolean };
const ways: Way[] = [
  { lookUp: "none", onUnclear: "hold", blind: false },
  { lookUp: "none", onUnclear: "resend", blind: false },
  { lookUp: "requests", onUnclear: "hold", blind: false },
  { lookUp: "requests", onUnclear: "resend", blind: false },
  { lookUp: "requests", onUnclear: "hold", blind: true },
];

const which = fc.constantFrom(0, 1);
const anyFault = fc.constantFrom(...Object.keys(faults));
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("send"), faults: fc.tuple(anyFault, anyFault) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("crash"),
      when: fc.constantFrom("claimed", "marked", "answered"),
      faults: fc.tuple(anyFault, anyFault),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sweep") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("resend"), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("say it did not arrive"), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pause"), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("resume"), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("change category") }) },
);
type Step = {
  do: string;
  faults?: [string, string];
  when?: string;
  which?: number;
};

test("any sequence of send, failure, crash, resend, pause and category change: taken at most once unless somebody said so", {
  timeout: 180_000,
}, async () => {
  const deadline = Date.now() + 8_000;
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ways),
      fc.array(step, { minLength: 2, maxLength: 10 }),
      async (way, steps) => {
        // As many as there is time for, and never fewer than six.
        if (runs++ < 6 || Date.now() < deadline) await run(way, steps);
      },
    ),
    { numRuns: 15 },
  );
});

async function run(way: Way, steps: readonly Step[]): Promise<void> {
  const world = await begin({ ...way });
  try {
    for (const one of steps) {
      await world.step(one);
      await world.check();
    }
    await world.end();
  } finally {
    for (const council of councils) council.clearFaults();
  }
}

async function begin(way: Way) {
  // Nothing of the run before is due any more.
  await db.$executeRaw`truncate "Report" cascade`;
  await Promise.all(councils.map((council) => council.reset()));
  const town = await makeTown();
  const settings = { lookUp: way.lookUp, onUnclear: way.onUnclear };
  const bodies = [
    await town.open311Body(councils[0], settings, { name: "Aa" }),
    await town.open311Body(councils[1], settings, { name: "Bb" }),
  ] as const;
  const categories = [town.category.id, (await makeCategory()).id];
  for (const { body } of bodies) {
    const questions = [{ code: "fixmystreet_id", description: "Our number" }];
    const destination = "TRE-2";
    await makeContact({ bodyId: body.id, categoryId: categories[1] ?? 0, destination, questions });
  }
  const { report } = await town.report();
  const { id: userId } = await makeUser({ superuser: true });
  const actor: Actor = { kind: "staff", userId, superuser: true, bodyId: null, permissions: [] };
  const allowed = [1, 1];
  let clock = 0;
  let category = 0;
  const rows = () =>
    db.delivery.findMany({ where: { reportId: report.id }, orderBy: { body: { name: "asc" } } });

  function behave(chosen: readonly string[]): void {
    councils.forEach((council, at) => {
      council.clearFaults();
      const name = chosen[at] ?? "fine";
      // A back end that fails after taking it, and cannot be asked: nobody could tell that from a refusal.
      const unfair = name === "takes and fails" && (way.lookUp === "none" || way.blind);
      const fault = faults[unfair ? "refuses" : name];
      if (fault) council.fault(fault);
      if (way.blind) council.fault(blind);
    });
  }

  /** Where the policy is to send again what is unclear, each doubt may cost one more. */
  async function doubts(): Promise<number[]> {
    const counts = await Promise.all(
      (await rows()).map(({ id }) =>
        db.deliveryAttempt.count({ where: { deliveryId: id, outcome: "unclear" } }),
      ),
    );
    return way.onUnclear === "resend" ? counts : counts.map(() => 0);
  }

  async function check(): Promise<void> {
    const doubtful = await doubts();
    (await rows()).forEach((row, at) => {
      const taken = councils[at]?.received.length ?? 0;
      const most = (allowed[at] ?? 0) + (doubtful[at] ?? 0);
      if (taken > most) throw new Error(`Body ${at} took it ${taken} times instead of ${most}.`);
      const shown =
        ["sent", "held", "unclear", "due"].includes(row.state) ||
        (row.state === "sending" && row.leasedUntil !== null && row.leasedBy !== null);
      if (!shown) throw new Error(`Body ${at}: ${row.state} is seen by nobody.`);
      if (row.state === "sent" && taken === 0) throw new Error(`Body ${at} never took what stands as sent.`);
    });
  }

  async function crash(when: string): Promise<void> {
    const worker = `dead-${clock}`;
    const { claims } = await claimDeliveries(worker, inMinutes(clock));
    if (when === "marked")
      await Promise.all(claims.map((claim) => markInFlight({ claim, worker, startedAt: new Date() })));
    if (when === "answered") await Promise.all(claims.map((claim) => attempt([claim], worker)));
  }

  async function step(one: Step): Promise<void> {
    clock += 45; // longer than any wait between attempts
    const at = one.which ?? 0;
    const row = (await rows())[at];
    const connection = bodies[at]?.connection;
    if (one.faults) behave(one.faults);
    if (one.do === "send") await sendReports({ worker: "alive", now: inMinutes(clock) });
    if (one.do === "crash") await crash(one.when ?? "");
    if (one.do === "sweep") await sweep(inMinutes(clock));
    if (one.do === "resend" && row?.state === "sent") {
      await resendDelivery(actor, { deliveryId: row.id });
      allowed[at] = (allowed[at] ?? 0) + 1;
    }
    if (one.do === "say it did not arrive" && row?.state === "unclear") {
      await resolveUnclear(actor, { deliveryId: row.id, arrived: false });
      allowed[at] = (allowed[at] ?? 0) + 1;
    }
    if (one.do === "pause" || one.do === "resume") {
      const pausedAt = one.do === "pause" ? new Date() : null;
      await db.connection.update({ where: { id: connection?.id ?? 0 }, data: { pausedAt } });
    }
    if (one.do === "change category" && (await rows()).every(({ state }) => state !== "sending")) {
      category = 1 - category;
      const { resent } = await changeCategory(actor, {
        reportId: report.id,
        categoryId: categories[category] ?? 0,
      });
      if (resent > 0) throw new Error("Within a body and by the same way nothing is sent again.");
    }
  }

  /** Everything works again: what nobody doubts arrives. */
  async function end(): Promise<void> {
    way.blind = false;
    behave([]);
    await db.connection.updateMany({ data: { pausedAt: null } });
    for (let again = 0; again < 3; again++) {
      clock += 45;
      await sendReports({ worker: "alive", now: inMinutes(clock) });
      await check();
    }
    for (const [at, row] of (await rows()).entries()) {
      const doubt = row.state === "unclear" && way.lookUp === "none" && way.onUnclear === "hold";
      if (row.state !== "sent" && !doubt)
        throw new Error(`Body ${at} ends as ${row.state}: ${row.lastError}`);
    }
  }

  return { step, check, end };
}
