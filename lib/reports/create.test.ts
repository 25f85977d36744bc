import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";
import { createReport, NewReport } from "@/lib/reports/create";
import { makeArea, makeBody, makeCategory, makeContact, makeUser } from "@/lib/testing/factories";

const now = new Date("2026-11-24T12:00:00Z");
const here = { lat: 54.6, lon: 2.3 };

let area: { id: number };
let body: { id: number };
let pothole: number;
let secretMatter: number;
let elsewhere: number;
beforeAll(async () => {
  area = await makeArea();
  body = await makeBody({ areas: [area] });
  const depth = {
    code: "depth",
    description: "How deep?",
    datatype: "singlevaluelist",
    required: true,
    values: [
      { key: "shallow", name: "Shallow" },
      { key: "gas", name: "Down to the gas pipe", stops: "Ring the gas company" },
    ],
  } as const;
  pothole = (await makeContact({ bodyId: body.id, questions: [depth] })).categoryId;
  secretMatter = (await makeContact({ bodyId: body.id, private: true })).categoryId;
  elsewhere = (await makeCategory()).id;
});

function posted(change: Record<string, unknown> = {}): NewReport {
  return NewReport.parse({
    point: here,
    categoryId: pothole,
    title: "Hole",
    detail: "A deep one",
    answers: { depth: "shallow" },
    email: "ada@town.example",
    name: "Ada Quill",
    phone: "01234 567890",
    formKey: crypto.randomUUID(),
    ...change,
  });
}

const read = (id: number) =>
  db.report.findUniqueOrThrow({
    where: { id },
    include: { areas: true, deliveries: true, photos: true, tokens: true, reporter: true },
  });
const asCitizen = (user: { id: number }): Actor => ({ kind: "citizen", userId: user.id });
const jobs = async () => {
  const rows = await db.$queryRaw<{ job: string; payload: object }[]>`
    select j.task_identifier as job, p.payload from graphile_worker.jobs j
    join graphile_worker._private_jobs p on p.id = j.id order by j.id`;
  return rows.map(({ job, payload }) => ({ job, ...payload }));
};

async function makePhoto(): Promise<string> {
  const id = crypto.randomUUID();
  await db.photo.create({ data: { id, hash: id, width: 10, height: 10 } });
  return id;
}

test("a stranger's report is written whole, waits unseen, and a link is mailed", async () => {
  const photoIds = [await makePhoto(), await makePhoto()];
  const { reportId, needsConfirmation } = await createReport(anonymous, posted({ photoIds }), now);
  expect(needsConfirmation).toBe(true);
  const report = await read(reportId);
  expect(report).toMatchObject({
    visibility: "unconfirmed",
    state: "confirmed",
    confirmedAt: null,
    categoryId: pothole,
    ...here,
    cell: cellOf(here),
    name: "Ada Quill",
    answers: [{ code: "depth", description: "How deep?", value: "shallow" }],
    areas: [{ areaId: area.id }],
    deliveries: [],
    tokens: [{ kind: "confirm_report", usedAt: null }],
    // What a stranger says about somebody is not the account's until the address has answered.
    reporter: { email: "ada@town.example", name: "", phone: null, emailVerifiedAt: null },
  });
  expect(report.photos.map(({ id }) => id).sort()).toEqual([...photoIds].sort());
  const all = await jobs();
  expect(all).toContainEqual({ job: "mail-token", tokenId: report.tokens[0]?.id });
  expect(all).toContainEqual({ job: "look-up-address", reportId });
  expect(all.filter(({ job }) => job === "deliver")).toEqual([]);
});

test("somebody signed in needs no link: public and on its way at once", async () => {
  const user = await makeUser();
  const input = posted({ email: "", title: "Signed in" });
  const { reportId, needsConfirmation } = await createReport(asCitizen(user), input, now);
  expect(needsConfirmation).toBe(false);
  expect(await read(reportId)).toMatchObject({
    visibility: "public",
    confirmedAt: now,
    reporterId: user.id,
    deliveries: [{ bodyId: body.id, state: "due" }],
    tokens: [],
    reporter: { name: user.name },
  });
  expect(await db.alert.count({ where: { userId: user.id, reportId } })).toBe(1);
});

test("a private category makes a private report", async () => {
  const user = await makeUser();
  const input = posted({ categoryId: secretMatter, answers: {}, email: user.email });
  const { reportId } = await createReport(asCitizen(user), input, now);
  expect(await read(reportId)).toMatchObject({ visibility: "private", deliveries: [{ state: "due" }] });
});

test("signed in as one, posting with another's address: not confirmed, not theirs", async () => {
  const [one, other] = [await makeUser(), await makeUser({ name: "Kept name", phone: "0111 2222" })];
  const input = posted({ email: other.email?.toUpperCase() });
  const { reportId, needsConfirmation } = await createReport(asCitizen(one), input, now);
  expect(needsConfirmation).toBe(true);
  expect(await read(reportId)).toMatchObject({
    visibility: "unconfirmed",
    reporterId: other.id,
    deliveries: [],
    reporter: { name: "Kept name", phone: "0111 2222" },
  });
});

test("the same form posted again, and twice at once, is the same report", async () => {
  const input = posted();
  const first = await createReport(anonymous, input, now);
  const again = await Promise.all([createReport(anonymous, input, now), createReport(anonymous, input, now)]);
  expect(again).toEqual([first, first]);

  const rushed = posted();
  const both = await Promise.all([
    createReport(anonymous, rushed, now),
    createReport(anonymous, rushed, now),
  ]);
  expect(both[0]).toEqual(both[1]);
  expect(await db.token.count({ where: { reportId: both[0].reportId } })).toBe(1);
});

test("a form that was corrected and posted again replaces what nobody has confirmed", async () => {
  const photoId = await makePhoto();
  const wrong = posted({ email: "adaa@town.example", photoIds: [photoId] });
  const first = await createReport(anonymous, wrong, now);
  const second = await createReport(anonymous, { ...wrong, email: "ada@town.example" }, now);
  expect(second.reportId).not.toBe(first.reportId);
  expect(await db.report.findUnique({ where: { id: first.reportId } })).toBeNull();
  expect(await read(second.reportId)).toMatchObject({
    reporter: { email: "ada@town.example" },
    photos: [{ id: photoId }],
  });
});

test("a confirmed report is not replaced by its form", async () => {
  const user = await makeUser();
  const input = posted({ email: "" });
  const first = await createReport(asCitizen(user), input, now);
  expect(await createReport(anonymous, { ...input, title: "Other", email: "x@town.example" }, now)).toEqual(
    first,
  );
  expect(await read(first.reportId)).toMatchObject({ title: "Hole", reporterId: user.id });
});

test.each([
  ["a place that nobody covers", () => ({ point: { lat: 10, lon: 10 } }), "point"],
  ["a category that is not offered there", () => ({ categoryId: elsewhere }), "categoryId"],
  ["a required question without answer", () => ({ answers: {} }), "answers.depth"],
  ["an answer that is none of the list", () => ({ answers: { depth: "bottomless" } }), "answers.depth"],
  ["an answer that ends the form", () => ({ answers: { depth: "gas" } }), "answers.depth"],
  ["no address from somebody not signed in", () => ({ email: "" }), "email"],
])("refused: %s", async (_, change, field) => {
  const before = await db.report.count();
  const error = await createReport(anonymous, posted(change()), now).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
  expect(await db.report.count()).toBe(before);
});

test("a photo that is not there, or another report's, is refused, and nothing is written", async () => {
  const photoId = await makePhoto();
  await createReport(anonymous, posted({ photoIds: [photoId] }), now);
  const before = await db.report.count();
  for (const id of [photoId, crypto.randomUUID()]) {
    await expect(createReport(anonymous, posted({ photoIds: [id] }), now)).rejects.toMatchObject({
      code: "invalid",
    });
  }
  expect(await db.report.count()).toBe(before);
});

test("somebody on the abuse list is told nothing, and the report goes nowhere", async () => {
  const user = await makeUser({ email: "pest@town.example" });
  await db.abuseEntry.create({ data: { value: "pest@town.example" } });
  const { reportId } = await createReport(asCitizen(user), posted({ email: "" }), now);
  expect(await read(reportId)).toMatchObject({ visibility: "hidden", deliveries: [] });
});
