import "@/lib/testing/database";
import { expect, test } from "vitest";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { plannedFor, planReport } from "@/lib/delivery/plan-report";
import { replanReport } from "@/lib/delivery/replan-report";
import { makeConnection, makeContact, makeReport } from "@/lib/testing/factories";
import { makeTown } from "@/lib/testing/sending";

/** A place with two bodies, one of which has a system that posts to us. */
async function twoBodies(connected = true) {
  const town = await makeTown();
  const [theirs, other] = [await town.emailBody(), await town.emailBody()];
  const bodyId = theirs.body.id;
  const settings = packSettings("open311", { endpoint: "https://a.example" });
  const connection = connected ? await makeConnection({ bodyId, method: "open311", ...settings }) : null;
  const key = { name: crypto.randomUUID(), keyHash: crypto.randomUUID(), may: [] };
  const client = await db.apiClient.create({ data: { ...key, bodyId } });
  return { town, theirs, other, connection, client };
}

const deliveriesOf = (reportId: number) =>
  db.delivery.findMany({ where: { reportId }, orderBy: { bodyId: "asc" } });

test("a report is never planned for the body that posted it: it is there, under the name that it has there", async () => {
  const { town, theirs, other, connection, client } = await twoBodies();
  const { report } = await town.report({ clientId: client.id, clientReference: "4711" });
  expect(await deliveriesOf(report.id)).toMatchObject([
    { bodyId: theirs.body.id, state: "received", externalId: "4711", connectionId: connection?.id },
    { bodyId: other.body.id, state: "due", method: "email" },
  ]);
  // Nor when it is planned anew, be it in another category of theirs.
  await db.$transaction((tx) => planReport(tx, report.id));
  const { categoryId } = await makeContact({ bodyId: theirs.body.id });
  await makeContact({ bodyId: other.body.id, categoryId });
  await db.report.update({ where: { id: report.id }, data: { categoryId } });
  await db.$transaction((tx) => replanReport(tx, report.id, "because", new Date()));
  const states = (await deliveriesOf(report.id)).map(({ state }) => state);
  expect(states).toEqual(["received", "due"]);
  expect((await plannedFor(db, report.id)).map(({ bodyId }) => bodyId)).toEqual([other.body.id]);
});

test("what was found in their list under that name keeps it", async () => {
  const { theirs, town, client } = await twoBodies();
  const found = await makeReport();
  const received = { state: "received", method: "open311", externalId: "4711" } as const;
  await db.delivery.create({ data: { reportId: found.id, bodyId: theirs.body.id, ...received } });
  const { deliveries } = await town.report({ clientId: client.id, clientReference: "4711" });
  expect(deliveries.map(({ state }) => state)).toEqual(["due"]);
});

test("posted by somebody's system that is no body's, it goes to all of them", async () => {
  const { town, client } = await twoBodies();
  await db.apiClient.update({ where: { id: client.id }, data: { bodyId: null } });
  const { deliveries } = await town.report({ clientId: client.id, clientReference: "4711" });
  expect(deliveries.map(({ state }) => state)).toEqual(["due", "due"]);
});
