import { afterAll, beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { deliver } from "@/lib/delivery/deliver";
import { planReport } from "@/lib/delivery/plan-report";
import { pull } from "@/lib/sync/pull/pull";
import { type Council, startCouncil } from "@/lib/testing/council";
import { makeReport } from "@/lib/testing/factories";
import { importedAs, makeImporting } from "@/lib/testing/importing";

let clock = new Date();
let council: Council;
beforeAll(async () => {
  council = await startCouncil({ now: () => clock });
});
afterAll(() => council.close());

/** A body whose own problems are read from the council. */
async function reading(settings: object = {}) {
  const town = await makeImporting();
  await db.contact.update({ where: { id: town.contact.id }, data: { destination: "TRE-2" } });
  await db.connection.update({
    where: { id: town.connection.id },
    data: {
      pullRequests: true,
      ...packSettings("open311", {
        endpoint: council.url,
        apiKey: council.apiKey,
        timeoutMs: 2_000,
        ...settings,
      }),
    },
  });
  const turn = () =>
    pull({
      connectionId: town.connection.id,
      kind: "requests",
      worker: "test",
      now: new Date(),
      early: true,
    });
  return { ...town, turn };
}

const branch = { serviceCode: "TRE-2", description: "A branch is down.", lat: 54.6, long: 2.3 };

test("what the council raises is here after the next pull, and what we sent it is not here twice", async () => {
  const town = await reading();
  const own = await council.raise(branch);
  const report = await makeReport({
    ...{ categoryId: town.category.id, detail: "The old oak leans." },
    areas: { create: { areaId: town.area.id } },
  });
  await db.$transaction((tx) => planReport(tx, report.id));
  const delivery = await db.delivery.findFirstOrThrow({ where: { reportId: report.id } });
  expect(await deliver(delivery.id, { worker: "test" })).toBe("sent");
  expect(await town.turn()).toMatchObject({ kind: "done", counts: { seen: 2, created: 1, known: 1 } });
  expect(await importedAs(town.body, { serviceRequestId: own.reference ?? "" })).toMatchObject({
    ...{ state: "received", report: { detail: "A branch is down.", service: "open311" } },
  });
  expect(await town.turn()).toMatchObject({ counts: { created: 0, known: 2 } });
});

test("AC-124: where the list knows no dates none are told, and what is old is taken in", async () => {
  const town = await reading({ fetchAllRequests: true });
  const today = clock;
  clock = new Date(today.getTime() - 80 * 86_400_000);
  const { reference } = await council.raise(branch);
  const longAgo = clock;
  clock = today;
  const before = council.calls.length;
  expect(await town.turn()).toMatchObject({ kind: "done" });
  const asked = council.calls.slice(before).map(({ path }) => path);
  expect(asked.filter((path) => path.includes("/requests"))).toHaveLength(1);
  expect(asked.join()).not.toContain("_date");
  const old = await importedAs(town.body, { serviceRequestId: reference ?? "" });
  expect(Math.abs((old?.report.createdAt.getTime() ?? 0) - longAgo.getTime())).toBeLessThan(1_000);
});
