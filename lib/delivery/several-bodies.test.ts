import "@/lib/testing/database";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { deliver } from "@/lib/delivery/deliver";
import { deliveryStory } from "@/lib/delivery/story";
import { provideEnv } from "@/lib/env";
import { type Council, startCouncil } from "@/lib/testing/council";
import { inMinutes, makeTown, readDelivery } from "@/lib/testing/sending";

let council: Council;
let other: Council;
let outbox = "";
beforeAll(async () => {
  [council, other] = await Promise.all([startCouncil({ idPrefix: "A-" }), startCouncil({ idPrefix: "Z-" })]);
});
afterAll(() => Promise.all([council.close(), other.close()]));
beforeEach(async () => {
  await Promise.all([council.reset(), other.reset()]);
  outbox = await mkdtemp(path.join(tmpdir(), "outbox-"));
  provideEnv({ MAIL_OUTBOX: outbox });
  return async () => {
    provideEnv({ MAIL_OUTBOX: "" });
    await rm(outbox, { recursive: true });
  };
});

const worker = "test";
const mails = async () => {
  const files = (await readdir(outbox)).filter((file) => file.endsWith(".eml"));
  return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(path.join(outbox, file)))));
};
const newsMails = async (reportId: number) => {
  const jobs = await db.$queryRaw<{ n: bigint }[]>`
    select count(*) n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'mail-report-sent' and (j.payload ->> 'reportId')::int = ${reportId}`;
  return Number(jobs[0]?.n);
};
const two = async <T>(of: readonly T[]): Promise<[T, T]> => {
  const [first, second] = of;
  if (!first || !second) throw new Error("There are not two.");
  return [first, second];
};

test("AC-021: one mail to both e-mail bodies, each with an attempt and an outcome of its own", async () => {
  const town = await makeTown();
  await town.emailBody({ name: "Tamsin Vale County" }, { destination: "benches@tamsin.example" });
  await town.emailBody(
    { name: "Lower Quill Parish" },
    { destination: "clerk@quill.example,deputy@quill.example" },
  );
  const { deliveries } = await town.report();
  const [quill, tamsin] = await two(deliveries);
  expect(await deliver(tamsin.id, { worker })).toBe("sent");
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  expect(mail?.to?.map(({ name, address }) => `${name} <${address}>`)).toEqual([
    "Lower Quill Parish <clerk@quill.example>",
    "Lower Quill Parish <deputy@quill.example>",
    "Tamsin Vale County <benches@tamsin.example>",
  ]);
  expect(mail?.text).toContain("Dear Lower Quill Parish and Tamsin Vale County");
  expect(await readDelivery(quill.id)).toMatchObject({
    state: "sent",
    attempts: 1,
    sentTo: ["clerk@quill.example", "deputy@quill.example"],
    history: [{ outcome: "sent", connectionId: null }],
  });
  expect(await readDelivery(tamsin.id)).toMatchObject({
    state: "sent",
    attempts: 1,
    sentTo: ["benches@tamsin.example"],
  });
});

test("AC-021: two workers that begin at once still send one mail", async () => {
  const town = await makeTown();
  await town.emailBody();
  await town.emailBody();
  const [first, second] = await two((await town.report()).deliveries);
  await Promise.all([deliver(first.id, { worker: "a" }), deliver(second.id, { worker: "b" })]);
  expect(await mails()).toHaveLength(1);
  for (const { id } of [first, second])
    expect(await readDelivery(id)).toMatchObject({ state: "sent", attempts: 1 });
});

test("TRAP-10: a body whose contact is gone fails alone; the other gets its mail", async () => {
  const town = await makeTown();
  const gone = await town.emailBody({ name: "Aa" });
  await town.emailBody({ name: "Bb" });
  const [first, second] = await two((await town.report()).deliveries);
  await db.contact.delete({ where: { id: gone.contact.id } });
  await deliver(second.id, { worker });
  expect(await readDelivery(first.id)).toMatchObject({
    state: "due",
    attempts: 1,
    lastError: expect.stringContaining("has no contact for the category"),
  });
  expect(await readDelivery(second.id)).toMatchObject({ state: "sent" });
  expect((await mails())[0]?.to?.map(({ name }) => name)).toEqual(["Bb"]);
});

test("AC-037: a contact that nobody confirmed is a failure of its body alone, with address and note in words", async () => {
  const town = await makeTown();
  await town.emailBody(
    { name: "Aa" },
    { state: "unconfirmed", destination: "maybe@aa.example", note: "Rang twice" },
  );
  await town.emailBody({ name: "Bb" });
  const [first, second] = await two((await town.report()).deliveries);
  expect(await deliver(first.id, { worker })).toBe("failed");
  const row = await readDelivery(first.id);
  expect(row.lastError).toMatch(/^No recipients: .*Aa.*maybe@aa\.example.*Rang twice/);
  expect(row).toMatchObject({ state: "due", history: [{ outcome: "failed" }] });
  expect(await readDelivery(second.id)).toMatchObject({ state: "sent" });
  expect(await mails()).toHaveLength(1);
});

test("AC-022: one body fails, the other has it: it is sent to that one, and only the failed one is tried again", async () => {
  const town = await makeTown();
  await town.open311Body(council, {}, { name: "Brackenford Council" });
  await town.emailBody({ name: "Tamsin Vale County" });
  const { report, deliveries } = await town.report();
  const [bracken, tamsin] = await two(deliveries);
  council.fault({ on: "post-request", kind: "refuse", status: 500, times: 1 });
  expect(await deliver(bracken.id, { worker })).toBe("failed");
  expect(await deliver(tamsin.id, { worker })).toBe("sent");
  const rows = await db.delivery.findMany({
    where: { reportId: report.id },
    orderBy: { body: { name: "asc" } },
    include: { body: { select: { name: true } }, connection: { select: { settings: true } } },
  });
  expect(rows).toMatchObject([
    { state: "due", attempts: 1, method: "open311", firstSentAt: null },
    { state: "sent", attempts: 1, method: "email" },
  ]);
  const story = deliveryStory(
    { id: report.id, confirmedAt: report.confirmedAt ?? new Date() },
    rows.map((row) => ({ ...row, closed: null })),
  );
  expect(story.map(({ body, kind }) => [body, kind])).toEqual([
    ["Brackenford Council", "waiting"],
    ["Tamsin Vale County", "sent"],
  ]);
});

test("AC-024: both fail: each has its own reason and one attempt, and nobody is told that it was sent", async () => {
  const town = await makeTown();
  await town.open311Body(council);
  await town.open311Body(other);
  const { report, deliveries } = await town.report();
  council.fault({ on: "post-request", kind: "refuse", status: 503, times: 1 });
  other.fault({ on: "post-request", kind: "refuse", status: 500, times: 1 });
  for (const { id } of deliveries) expect(await deliver(id, { worker })).toBe("failed");
  const rows = await Promise.all(deliveries.map(({ id }) => readDelivery(id)));
  expect(rows).toMatchObject([
    { attempts: 1, firstSentAt: null },
    { attempts: 1, firstSentAt: null },
  ]);
  expect(rows[0]?.lastError).toContain("503");
  expect(rows[1]?.lastError).toContain("500");
  expect(await newsMails(report.id)).toBe(0);
});

test("AC-025: both fail, then one succeeds, then the other: whoever has it is not called again", async () => {
  const town = await makeTown();
  await town.open311Body(council, {}, { name: "Aa" });
  await town.open311Body(other, {}, { name: "Bb" });
  const [first, second] = await two((await town.report()).deliveries);
  council.fault({ on: "post-request", kind: "refuse", status: 500, times: 1 });
  other.fault({ on: "post-request", kind: "refuse", status: 500, times: 2 });
  for (const minutes of [0, 6, 60]) {
    for (const { id } of [first, second]) await deliver(id, { worker, now: inMinutes(minutes) });
  }
  const posts = (at: Council) => at.calls.filter(({ kind }) => kind === "post-request").length;
  expect([posts(council), posts(other)]).toEqual([2, 3]);
  expect(await readDelivery(first.id)).toMatchObject({ state: "sent", attempts: 2 });
  expect(await readDelivery(second.id)).toMatchObject({ state: "sent", attempts: 3 });
});

test("AC-027: ◆ a partial success, then the rest: one news mail, and each body's first time stands", async () => {
  const town = await makeTown();
  await town.open311Body(council, {}, { name: "Aa" });
  await town.open311Body(other, {}, { name: "Bb" });
  const { report, deliveries } = await town.report();
  const [first, second] = await two(deliveries);
  other.fault({ on: "post-request", kind: "refuse", status: 500, times: 1 });
  for (const { id } of [first, second]) await deliver(id, { worker });
  const { firstSentAt } = await readDelivery(first.id);
  expect(await newsMails(report.id)).toBe(1);
  await deliver(second.id, { worker, now: inMinutes(6) });
  expect(await newsMails(report.id)).toBe(1);
  expect((await readDelivery(first.id)).firstSentAt).toEqual(firstSentAt);
  expect((await readDelivery(second.id)).firstSentAt?.getTime()).toBeGreaterThanOrEqual(
    firstSentAt?.getTime() ?? Number.NaN,
  );
});

test("TRAP-33: a body whose settings are broken forgets no success of another, and says what is wrong", async () => {
  const town = await makeTown();
  const broken = await town.open311Body(council, {}, { name: "Aa" });
  await town.open311Body(other, {}, { name: "Bb" });
  const [first, second] = await two((await town.report()).deliveries);
  await db.connection.update({ where: { id: broken.connection.id }, data: { settings: { endpoint: 7 } } });
  for (const minutes of [0, 6]) {
    for (const { id } of [second, first]) await deliver(id, { worker, now: inMinutes(minutes) });
  }
  const row = await readDelivery(first.id);
  expect(row.lastError).toContain(
    `The settings of the connection “${broken.connection.slug}” cannot be used`,
  );
  expect(row).toMatchObject({ state: "due", attempts: 2 });
  expect(await readDelivery(second.id)).toMatchObject({ state: "sent", attempts: 1 });
  expect(other.received).toHaveLength(1);
});
