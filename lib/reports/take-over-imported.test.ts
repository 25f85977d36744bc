import "@/lib/testing/database";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import type { ClientActor } from "@/lib/actor";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { type FormFile, readForm } from "@/lib/open311/read/form";
import { postRequest } from "@/lib/reports/post-request";
import { readPostedRequest } from "@/lib/reports/posted-request";
import { takeRequests } from "@/lib/sync/requests/take-requests";
import { makeCategory, makeConnection, makeContact, makeDelivery, makeReport } from "@/lib/testing/factories";
import { makeTown } from "@/lib/testing/sending";

let town: Awaited<ReturnType<typeof makeTown>>;
let theirs: { id: number };
let works: { id: number };
let client: ClientActor;
beforeAll(async () => {
  town = await makeTown();
  theirs = (await town.emailBody({}, { destination: "HOLE" })).body;
  works = (await town.emailBody()).body;
  const key = { name: "theirs", keyHash: "their key", may: ["post-requests"], bodyId: theirs.id };
  const { id, name } = await db.apiClient.create({ data: { ...key, trusted: true } });
  client = { kind: "client", clientId: id, name, bodyId: theirs.id, trusted: true, may: ["post-requests"] };
});

async function post(more: Record<string, string>, files: readonly FormFile[] = []) {
  const fields = { service_code: String(town.category.id), lat: "54.6", long: "2.3", ...more };
  const form = await readForm(null, Buffer.from(String(new URLSearchParams(fields))));
  form.files.push(...files);
  return (await postRequest(client, readPostedRequest(form, null), null, new Date())).reportId;
}

/** As it was found in their list. */
async function found(externalId: string) {
  const report = await makeReport({
    categoryId: town.category.id,
    reporterId: null,
    service: "open311",
    areas: { create: { areaId: town.area.id } },
  });
  await makeDelivery({
    reportId: report.id,
    bodyId: theirs.id,
    state: "received",
    method: "open311",
    externalId,
  });
  return report;
}

const statesOf = async (reportId: number) =>
  (await db.delivery.findMany({ where: { reportId }, orderBy: { bodyId: "asc" } })).map(
    ({ bodyId, state }) => [bodyId, state],
  );

test("a report that was found in their list before they posted it is one, and goes to who deals with it, once", async () => {
  const report = await found("501");
  const fields = {
    description: "Hole\n\nBy the mill, call 07700 900123",
    "attribute[fixmystreet_id]": "501",
    first_name: "Ann",
    email: "ann@a.example",
  };
  expect(await post(fields)).toBe(report.id);
  expect(await post(fields)).toBe(report.id);
  const now = await db.report.findUniqueOrThrow({ where: { id: report.id }, include: { reporter: true } });
  expect(now).toMatchObject({
    ...{
      title: "Hole",
      detail: "By the mill, call 07700 900123",
      name: "Ann",
      reporter: { email: "ann@a.example" },
    },
    ...{ clientId: client.clientId, clientReference: "501" },
  });
  expect(await statesOf(report.id)).toEqual([
    [theirs.id, "received"],
    [works.id, "due"],
  ]);
  expect(await db.auditEntry.count({ where: { reportId: report.id, action: "report.take-over" } })).toBe(1);
});

test("what went there from here is ours all the same, and is planned for nobody anew", async () => {
  const report = await makeReport({ categoryId: town.category.id });
  await makeDelivery({
    reportId: report.id,
    bodyId: theirs.id,
    state: "sent",
    method: "open311",
    externalId: "502",
  });
  expect(await post({ description: "Hole\n\nBy the weir", "attribute[fixmystreet_id]": "502" })).toBe(
    report.id,
  );
  expect(await statesOf(report.id)).toEqual([[theirs.id, "sent"]]);
});

test("posts that come at once make one report, whose name is the number of its page there, where none is given", async () => {
  const fields = { description: "Hole\n\nOn the quay\n\nhttps://a.example/report/503" };
  const ids = await Promise.all([post(fields), post(fields), post(fields)]);
  expect(new Set(ids).size).toBe(1);
  const { clientReference } = await db.report.findUniqueOrThrow({ where: { id: ids[0] ?? 0 } });
  expect(clientReference).toBe("503");
  expect(await statesOf(ids[0] ?? 0)).toEqual([
    [theirs.id, "received"],
    [works.id, "due"],
  ]);
});

test("what is posted while it is found in their list is one report all the same, and goes to who deals with it", async () => {
  const settings = packSettings("open311", { endpoint: "https://a.example" });
  const { id } = await makeConnection({ bodyId: theirs.id, asDefault: true, method: "open311", ...settings });
  for (const reference of ["601", "602", "603", "604"]) {
    const item = {
      ...{
        serviceRequestId: reference,
        status: "open",
        serviceCode: "HOLE",
        description: `Hole ${reference}`,
      },
      ...{ requestedDatetime: new Date(), lat: 54.6, long: 2.3, mediaUrls: [], extras: {} },
    };
    const fields = { description: `Hole ${reference}`, "attribute[fixmystreet_id]": reference };
    const [reportId] = await Promise.all([post(fields), takeRequests({ id }, [item], { now: new Date() })]);
    const found = await db.report.findMany({ where: { detail: { contains: `Hole ${reference}` } } });
    expect(found.map((report) => report.id)).toEqual([reportId]);
    expect(await statesOf(reportId)).toEqual([
      [theirs.id, "received"],
      [works.id, "due"],
    ]);
  }
});

test("what another system posts as not for the public is private, whatever its category", async () => {
  const fields = { description: "Hole\n\nIn my own garden" };
  const read = async (id: number) => db.report.findUniqueOrThrow({ where: { id } });
  expect((await read(await post({ ...fields, "attribute[non_public]": "true" }))).visibility).toBe("private");
  expect((await read(await post({ ...fields, "attribute[non_public]": "false" }))).visibility).toBe("public");
});

test("what was found in another body's list is not to be taken over by whoever it was passed on to", async () => {
  const report = await makeReport({ categoryId: town.category.id, service: "open311", reporterId: null });
  const way = { reportId: report.id, method: "open311" } as const;
  await makeDelivery({ ...way, bodyId: works.id, state: "received", externalId: "W-1" });
  await makeDelivery({ ...way, bodyId: theirs.id, state: "sent", externalId: "701" });
  expect(await post({ description: "Other\n\nwords", "attribute[fixmystreet_id]": "701" })).toBe(report.id);
  const now = await db.report.findUniqueOrThrow({ where: { id: report.id } });
  expect(now).toMatchObject({ title: report.title, detail: report.detail, clientId: null });
});

test("what was public in their list and is posted as not for the public, or of a private category, is seen no more", async () => {
  const secret = await makeCategory();
  await makeContact({ bodyId: works.id, categoryId: secret.id, private: true });
  const ways = [{ "attribute[non_public]": "true" }, { service_code: String(secret.id) }];
  for (const [n, way] of ways.entries()) {
    const reference = `80${n}`;
    const report = await found(reference);
    const fields = { description: "Hole\n\nIn my own garden", "attribute[fixmystreet_id]": reference };
    expect(await post({ ...fields, ...way })).toBe(report.id);
    expect((await db.report.findUniqueOrThrow({ where: { id: report.id } })).visibility).toBe("private");
  }
});

test("a picture that is posted is not lost to one of the list's that has not come, or never will", async () => {
  const create = { width: 40, height: 30, channels: 3, background: "#334455" } as const;
  const bytes = await sharp({ create }).jpeg().toBuffer();
  for (const [n, state] of (["due", "failed"] as const).entries()) {
    const report = await found(`90${n}`);
    await db.mediaFetch.create({ data: { reportId: report.id, url: "https://a.example/1.jpg", state } });
    const fields = { description: "Hole\n\nPictured", "attribute[fixmystreet_id]": `90${n}` };
    await post(fields, [{ field: "media", name: "a.jpg", type: "image/jpeg", bytes }]);
    expect(await db.photo.count({ where: { reportId: report.id } })).toBe(1);
    expect(await db.mediaFetch.count({ where: { reportId: report.id, state: "due" } })).toBe(0);
  }
  const report = await found("902");
  const lost = { reportId: report.id, url: "https://a.example/1.jpg", state: "failed" } as const;
  await db.mediaFetch.create({ data: lost });
  const fields = { description: "Hole\n\nPictured", media_url: "https://a.example/2.jpg" };
  await post({ ...fields, "attribute[fixmystreet_id]": "902" });
  expect(await db.mediaFetch.findFirst({ where: { reportId: report.id, state: "due" } })).toMatchObject({
    url: "https://a.example/2.jpg",
  });
});
