import "@/lib/testing/database";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { findToken } from "@/lib/auth/tokens";
import { offerAt } from "@/lib/bodies/offer";
import { db } from "@/lib/db";
import { DeskState } from "@/lib/testing/council/records";
import { alderwickServices } from "@/lib/testing/council/services";
import { demoBodies } from "@/prisma/demo/bodies-at";
import { layOnDesk } from "@/prisma/demo/council-cases";
import { townspeople } from "@/prisma/demo/people";
import { planReports } from "@/prisma/demo/plan-reports";
import { seedDemo } from "@/prisma/demo/seed";
import { staffSignIns } from "@/prisma/demo/sign-ins";

const options = {
  councilUrl: "http://127.0.0.1:4311/v2",
  councilKey: "alderwick-demo-key",
  reports: 240,
  photos: 4,
};
const slugs = ["alderwick-city-council", "rushmere-county-council", "northlight-energy"];
const centre = { lat: 54.6, lon: 2.3 };

test("the town is set up once; a second time changes nothing", async () => {
  await seedDemo(options);
  const counts = () =>
    Promise.all([
      db.report.count(),
      db.photo.count(),
      db.delivery.count(),
      db.update.count(),
      db.gazetteerEntry.count(),
      db.user.count(),
    ]);
  const first = await counts();
  expect(first[0]).toBe(240);
  expect(first[1]).toBe(4);
  await seedDemo({ ...options, now: new Date(Date.now() + 86_400_000) });
  expect(await counts()).toEqual(first);
}, 240_000);

test("what the town's own council was sent lies on its desk, and a desk that is there is left alone", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "mendline-desk-"));
  const file = path.join(folder, "desk.json");
  await layOnDesk(file);
  const { cases } = DeskState.parse(JSON.parse(readFileSync(file, "utf8")));
  const sent = await db.delivery.findMany({ where: { method: "open311", state: "sent" } });
  expect(sent.length).toBeGreaterThan(20);
  expect(cases.map(({ reference, sendersId }) => `${sendersId} ${reference}`).sort()).toEqual(
    sent.map(({ reportId, externalId }) => `${reportId} ${externalId}`).sort(),
  );
  writeFileSync(file, "somebody's own");
  await layOnDesk(file);
  expect(readFileSync(file, "utf8")).toBe("somebody's own");
  rmSync(folder, { recursive: true });
});

test("in the middle of town there is something for each of the three, and drains go to two of them", async () => {
  const { bodies, categories } = await offerAt(centre);
  expect(bodies.map(({ name }) => name)).toEqual([
    "Alderwick City Council",
    "Northlight Energy",
    "Rushmere County Council",
  ]);
  const takers = Object.fromEntries(
    categories.map(({ name, bodies: who }) => [name, who.map(({ name: body }) => body)]),
  );
  expect(takers["Blocked drain"]).toEqual(["Alderwick City Council", "Rushmere County Council"]);
  expect(takers["Street light out"]).toEqual(["Northlight Energy"]);
  expect(Object.keys(takers)).toEqual(
    expect.arrayContaining(alderwickServices.map(({ serviceName }) => serviceName)),
  );
  expect(categories.at(-1)?.name).toBe("Other");
  const datatypes = categories.flatMap(({ questions }) => questions.map(({ datatype }) => datatype));
  expect(new Set(datatypes).size).toBe(6);
  expect(categories.flatMap(({ questions }) => questions).some(({ variable }) => !variable)).toBe(true);
  expect(
    categories
      .flatMap(({ questions }) => questions.flatMap(({ values }) => values))
      .some(({ stops }) => stops),
  ).toBe(true);
});

test("one category of the city goes by e-mail, the utility's waits", async () => {
  const bodies = await demoBodies(slugs);
  const method = (body: string, category: string) =>
    bodies.find(({ name }) => name === body)?.contacts.find((contact) => contact.category.name === category)
      ?.method;
  expect(method("Alderwick City Council", "Pothole")).toBe("open311");
  expect(method("Alderwick City Council", "Graffiti")).toBe("email");
  expect(method("Rushmere County Council", "Bus stop")).toBe("email");
  expect(method("Northlight Energy", "Street light out")).toBe("hold");
});

test("every report lies where somebody takes it, is told of in the past, and says which state it is in", async () => {
  const reports = await db.report.findMany({
    include: { areas: true, deliveries: true, updates: { orderBy: { createdAt: "asc" } } },
  });
  const now = new Date();
  for (const report of reports) {
    expect(report.areas.length).toBeGreaterThan(0);
    expect(report.deliveries.length).toBeGreaterThan(0);
    expect(report.title + report.detail).not.toMatch(/[{}]|undefined/);
    const last = report.updates.filter(({ newState }) => newState).at(-1);
    expect(report.state).toBe(last?.newState ?? "confirmed");
    for (const { createdAt } of report.updates) {
      expect(createdAt >= (report.confirmedAt ?? now) && createdAt <= now).toBe(true);
    }
    for (const { state, firstSentAt } of report.deliveries)
      expect(firstSentAt !== null).toBe(state === "sent");
  }
  const titles = new Set(reports.map(({ title }) => title));
  expect(titles.size).toBeGreaterThan(100);
  const states = new Set(reports.map(({ state }) => state));
  for (const state of ["confirmed", "investigating", "planned", "fixed_council", "unable_to_fix"] as const) {
    expect(states).toContain(state);
  }
});

test("the same town every time", async () => {
  const bodies = await demoBodies(slugs);
  const now = new Date("2026-11-24T12:00:00Z");
  const plan = () =>
    planReports(50, bodies, townspeople(20), now).map(({ chance: _, takers: __, ...report }) => report);
  expect(plan()).toEqual(plan());
});

test("nothing of it is queued: the town's history is sent nowhere", async () => {
  const jobs = await db.$queryRaw<{ count: bigint }[]>`select count(*) from graphile_worker.jobs`;
  expect(Number(jobs[0]?.count)).toBe(0);
});

test("the staff's links sign in, and are written for each of the three bodies", async () => {
  const links = await staffSignIns();
  expect(links).toHaveLength(5);
  const token = await findToken(links[1]?.link.split("/auth/")[1] ?? "");
  const user = await db.user.findUnique({
    where: { id: token?.userId ?? 0 },
    include: { roles: { include: { role: true } } },
  });
  expect(user?.roles.map(({ role }) => role.slug)).toEqual(["admin"]);
});
