import "@/lib/testing/database";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { lookFor } from "@/lib/reports/look-for";
import { makeDelivery, makeReport } from "@/lib/testing/factories";

async function street(name: string, lat = 54.6) {
  const row = { name, searched: name.toLowerCase(), lat, lon: 2.3, kind: "street" };
  await db.gazetteerEntry.create({ data: row });
}

test("a report is found by its number, written in each of the usual ways", async () => {
  const { id } = await makeReport();
  for (const text of [`${id}`, `#${id}`, ` # ${id} `, `ref:${id}`, `Ref: ${id}`])
    expect(await lookFor(text)).toEqual({ kind: "report", id });
});

test("a report is found by its body's reference, with and without ref:", async () => {
  const { reportId } = await makeDelivery({ state: "sent", externalId: "CAS-77/x" });
  expect(await lookFor("CAS-77/x")).toEqual({ kind: "report", id: reportId });
  expect(await lookFor("ref:CAS-77/x")).toEqual({ kind: "report", id: reportId });
});

test("one reference at two bodies leads to a list", async () => {
  const [a, b] = [
    await makeDelivery({ state: "sent", externalId: "9100200" }),
    await makeDelivery({ state: "sent", externalId: "9100200" }),
  ];
  const found = await lookFor("9100200");
  expect(found.kind === "reports" && found.reports.map(({ id }) => id)).toEqual([b.reportId, a.reportId]);
});

test.each(["unconfirmed", "private", "hidden"] as const)(
  "a report that is %s is not found by any reference",
  async (visibility) => {
    const { id } = await makeReport({ visibility });
    await makeDelivery({ reportId: id, state: "sent", externalId: `secret-${visibility}` });
    expect(await lookFor(`#${id}`)).toEqual({ kind: "nothing" });
    expect(await lookFor(`ref:secret-${visibility}`)).toEqual({ kind: "nothing" });
  },
);

test("one place is gone to, several are chosen from, none is said", async () => {
  await street("Tannery Passage");
  await street("Zebedee Crescent", 54.61);
  await street("Zebedee Crescent", 54.65);
  expect(await lookFor("Tannery Passage")).toMatchObject({
    kind: "place",
    place: { name: "Tannery Passage" },
  });
  const several = await lookFor("Zebedee Crescent");
  expect(several.kind === "places" && several.places.length).toBeGreaterThanOrEqual(2);
  expect(await lookFor("qqqqqqqq wwwwwww")).toEqual({ kind: "nothing" });
});

test("coordinates are a place, and a number that no report has may be one", async () => {
  expect(await lookFor("54.6,2.3")).toMatchObject({ kind: "place", place: { lat: 54.6, lon: 2.3 } });
  await db.gazetteerEntry.create({
    data: { name: "2090210", searched: "2090210", lat: 54.6, lon: 2.3, kind: "postcode" },
  });
  expect(await lookFor("2090210")).toMatchObject({ kind: "place" });
  expect(await lookFor("99999999999")).toEqual({ kind: "nothing" });
});
