import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import type { ServiceRequest } from "@/lib/open311/documents";
import { findCopies } from "@/lib/sync/requests/find-copies";
import { makeBody, makeDelivery, makeReport } from "@/lib/testing/factories";

const confirmedAt = new Date("2026-05-12T10:00:07.400Z");
const place = { lat: 54.612345, lon: 2.301234 };
const words = { title: "Lamp out", detail: "Dark since May, call 07700 900123" };

let bodyId: number;
let reportId: number;
beforeAll(async () => {
  bodyId = (await makeBody()).id;
  reportId = (await makeReport({ ...place, ...words, confirmedAt })).id;
});

const item = (more: Partial<ServiceRequest> = {}): ServiceRequest => ({
  ...{ serviceRequestId: "9", status: "open", mediaUrls: [], extras: {} },
  ...{
    requestedDatetime: new Date("2026-05-12T10:00:07Z"),
    description: `${words.title}\n\n${words.detail}`,
  },
  ...more,
});
const isCopy = async (more: Partial<ServiceRequest> = {}, at = place, numbers: number[] = []) =>
  (await findCopies(db, bodyId, [{ item: item(more), place: at, numbers }])).length === 1;
const near = { lat: place.lat + 0.0005, lon: place.lon };

test("what was made in the very second at the very place, in most of its words, is a report of ours come back", async () => {
  expect(await isCopy()).toBe(true);
  expect(
    await isCopy({ description: "Lamps problem\n\nLamp out. Dark since May, call [phone number removed]" }),
  ).toBe(true);
  expect(await isCopy({ description: "A hole as deep as a bucket" })).toBe(false);
  expect(await isCopy({ requestedDatetime: new Date("2026-05-12T10:00:08Z") })).toBe(false);
  expect(await isCopy({}, near)).toBe(false);
});

test("by our number it is known about there and later, by its words; another site's number says nothing", async () => {
  const later = { requestedDatetime: new Date("2026-05-13T00:00:00Z") };
  expect(await isCopy(later, near, [reportId])).toBe(true);
  expect(await isCopy({ ...later, description: "Another lamp" }, near, [reportId])).toBe(false);
  expect(await isCopy(later, { lat: 54.7, lon: 2.3 }, [reportId])).toBe(false);
  // Descriptions may be left out there altogether.
  expect(await isCopy({ description: "Lamps problem" }, place, [reportId])).toBe(true);
});

test("what has gone to the body, or came from some list itself, is looked for otherwise; what was hidden since stays known", async () => {
  const copy = { confirmedAt: new Date("2026-05-12T11:00:07Z"), ...place, ...words };
  const known = { requestedDatetime: copy.confirmedAt };
  const { id } = await makeReport({ ...copy, service: "open311" });
  expect(await isCopy(known)).toBe(false);
  await db.report.update({ where: { id }, data: { service: "web", visibility: "hidden" } });
  expect(await isCopy(known)).toBe(true);
  await makeDelivery({ reportId: id, bodyId, state: "due" });
  expect(await isCopy(known)).toBe(false);
});
