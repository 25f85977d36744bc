import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";
import { getPublicReport } from "@/lib/reports/public-report";
import { makeBody, makeConnection, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";
import { Visibility } from "@/prisma/generated/enums";

const secrets = {
  email: "very-secret@town.example",
  phone: "0777 secret",
  answer: "answer-secret",
  endpoint: "https://endpoint-secret.example",
  search: "search-secret",
};

async function sent(visibility: Visibility = "public", showName = false) {
  const reporter = await makeUser({ email: `${crypto.randomUUID()}-${secrets.email}`, phone: secrets.phone });
  const report = await makeReport({
    visibility,
    showName,
    name: "Ada Quill",
    phone: secrets.phone,
    reporterId: reporter.id,
    searchedFor: secrets.search,
    answers: [{ code: "a", description: "A", value: secrets.answer }],
  });
  const body = await makeBody({ name: `Council of ${report.id}` });
  const connection = await makeConnection({
    bodyId: body.id,
    method: "open311",
    settings: { endpoint: secrets.endpoint, publishReference: "customer" },
  });
  await makeDelivery({
    reportId: report.id,
    bodyId: body.id,
    connectionId: connection.id,
    method: "open311",
    state: "sent",
    externalId: `REF-${report.id}`,
    firstSentAt: new Date(),
    lastError: "error-secret",
  });
  return { report, reporter, body };
}

const staffOf = (bodyId: number, permissions: string[]): Actor => ({
  kind: "staff",
  userId: 900_000,
  superuser: false,
  bodyId,
  permissions,
});

test("the public sees the report and how it fared, and nothing of who made it", async () => {
  const { report, body } = await sent();
  const update = {
    reportId: report.id,
    origin: "citizen",
    name: "Updater Secret",
    confirmedAt: new Date(),
  } as const;
  await db.update.createMany({
    data: [
      { ...update, visibility: "public", text: "still there" },
      { ...update, visibility: "unconfirmed", text: "update-secret" },
      { ...update, visibility: "hidden", text: "update-secret" },
      { ...update, visibility: "public", text: "with a name", name: "Bo", showName: true },
    ],
  });
  const answer = await getPublicReport(report.id, anonymous);
  expect(answer).toMatchObject({
    kind: "found",
    report: {
      title: report.title,
      author: null,
      mine: false,
      passedOn: [{ body: body.name, by: "none" }],
      deliveries: [
        {
          state: "sent",
          externalId: `REF-${report.id}`,
          body: { name: body.name },
          connection: { settings: { publishReference: "customer" } },
        },
      ],
      updates: [
        { text: "still there", author: null },
        { text: "with a name", author: "Bo" },
      ],
    },
  });
  expect(JSON.stringify(answer)).not.toMatch(/secret|Ada Quill|reporterId/i);
});

test("a name is shown where its owner chose so", async () => {
  const { report } = await sent("public", true);
  expect(await getPublicReport(report.id, anonymous)).toMatchObject({ report: { author: "Ada Quill" } });
});

test.each(Object.values(Visibility))("who may see a report that is %s", async (visibility) => {
  const { report, reporter, body } = await sent(visibility);
  const other = await makeBody();
  const viewers: Record<string, Actor> = {
    anonymous,
    citizen: { kind: "citizen", userId: 900_001 },
    reporter: { kind: "citizen", userId: reporter.id },
    staff: staffOf(body.id, ["report:view-private"]),
    "staff without the right": staffOf(body.id, []),
    "staff elsewhere": staffOf(other.id, ["report:view-private"]),
  };
  const seen: Record<string, string> = {};
  for (const [name, actor] of Object.entries(viewers)) {
    seen[name] = (await getPublicReport(report.id, actor)).kind;
  }
  const all = (kind: string) => Object.fromEntries(Object.keys(viewers).map((name) => [name, kind]));
  const expected = {
    unconfirmed: all("not_found"),
    public: all("found"),
    private: { ...all("private"), reporter: "found", staff: "found" },
    hidden: all("hidden"),
  };
  expect(seen).toEqual(expected[visibility]);
});

test("the reporter is told that it is the own report", async () => {
  const { report, reporter } = await sent();
  const viewer: Actor = { kind: "citizen", userId: reporter.id };
  expect(await getPublicReport(report.id, viewer)).toMatchObject({ report: { mine: true } });
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 31, 999_999])("the number %d is no report", async (id) => {
  expect(await getPublicReport(id, anonymous)).toEqual({ kind: "not_found" });
});

test("a report that this one repeats is named only while it is public", async () => {
  const [original, { report }] = [await makeReport(), await sent()];
  await db.report.update({ where: { id: report.id }, data: { duplicateOfId: original.id } });
  expect(await getPublicReport(report.id, anonymous)).toMatchObject({
    report: { duplicateOf: { id: original.id, title: original.title } },
  });
  await db.report.update({ where: { id: original.id }, data: { visibility: "hidden" } });
  expect(await getPublicReport(report.id, anonymous)).toMatchObject({ report: { duplicateOf: null } });
});

test("a body that is closed since it was sent says so, while the report is open", async () => {
  const day = [{ from: "08:00", to: "18:00" }];
  const officeHours = { timeZone: "UTC", open: { monday: day }, message: "In an emergency ring 0800 123." };
  const body = await makeBody({ name: "Brackenford", officeHours });
  const report = await makeReport();
  const saturday = new Date("2026-11-28T12:00:00Z");
  await makeDelivery({
    ...{ reportId: report.id, bodyId: body.id, state: "sent", sentAt: saturday, firstSentAt: saturday },
  });
  const closed = async (now: string) => {
    const answer = await getPublicReport(report.id, anonymous, new Date(now));
    return answer.kind === "found" ? answer.report.deliveries[0]?.closed : answer.kind;
  };
  expect(await closed("2026-11-29T12:00:00Z")).toBe(
    "Brackenford is closed until Monday 08:00. In an emergency ring 0800 123.",
  );
  expect(await closed("2026-11-30T12:00:00Z")).toBeNull();
  await db.report.update({ where: { id: report.id }, data: { state: "fixed_council" } });
  expect(await closed("2026-11-29T12:00:00Z")).toBeNull();
});
