import "@/lib/testing/database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Actor, job } from "@/lib/actor";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { curlOf } from "@/lib/delivery/curl";
import { dryRun } from "@/lib/delivery/dry-run";
import { tryConnection } from "@/lib/delivery/try-connection";
import { provideEnv } from "@/lib/env";
import { type Council, startCouncil } from "@/lib/testing/council";
import {
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";
import type { SendMethod } from "@/prisma/generated/enums";

let council: Council;
beforeAll(async () => {
  council = await startCouncil();
});
afterAll(() => council.close());
beforeEach(() => council.reset());

const us = job("test");
const staff = (bodyId: number, permissions: string[]): Actor => ({
  kind: "staff",
  userId: 1,
  superuser: false,
  bodyId,
  permissions,
});

async function connected(method: SendMethod, settings: object, flags: { pullUpdates?: boolean } = {}) {
  const body = await makeBody();
  const columns = packSettings(method, settings);
  const connection = await makeConnection({ bodyId: body.id, asDefault: true, method, ...columns, ...flags });
  return { body, connection };
}
const open311 = (flags: object = {}) => ({
  endpoint: council.url,
  apiKey: council.apiKey,
  ...flags,
});
const states = ({ steps }: Awaited<ReturnType<typeof tryConnection>>) =>
  Object.fromEntries(steps.map(({ key, state }) => [key, state]));

test("a back end that answers is gone through step by step, and nothing is posted", async () => {
  const { body, connection } = await connected("open311", open311(), { pullUpdates: true });
  const [service] = council.services;
  const category = await makeCategory({ name: "Fallen tree" });
  await makeContact({ bodyId: body.id, categoryId: category.id, destination: service?.serviceCode ?? "" });
  const trial = await tryConnection(us, { connectionId: connection.id });
  expect(states(trial)).toMatchObject({ settings: "ok", address: "ok", services: "ok", updates: "ok" });
  expect(trial.ok).toBe(true);
  expect(trial.codes).toMatchObject([{ category: "Fallen tree", known: true }]);
  expect(trial.steps.find(({ key }) => key === "services")?.exchanges).toMatchObject([
    { method: "GET", status: 200, startedAt: expect.stringMatching(/Z$/) },
  ]);
  expect(council.received).toEqual([]);
  expect(council.calls.every(({ method }) => method === "GET")).toBe(true);
  expect(JSON.stringify(trial)).not.toContain(council.apiKey);
  const entry = await db.auditEntry.findFirstOrThrow({ where: { connectionId: connection.id } });
  expect(entry).toMatchObject({ action: "connections.try", after: { ok: true } });
});

test("categories that the back end does not know, and such as cannot be sent at all, are named", async () => {
  const { body, connection } = await connected("open311", open311());
  const named = async (name: string, destination: string) =>
    makeContact({ bodyId: body.id, categoryId: (await makeCategory({ name })).id, destination });
  await named("Flying saucer", "UFO-1");
  await named("Dim bollard", "roads@quill.example");
  await named("Nothing here", "REFUSED");
  const trial = await tryConnection(us, { connectionId: connection.id });
  const told = trial.steps.filter(({ key }) => key === "contacts").map(({ message }) => message);
  expect(told.join()).toContain("Flying saucer (UFO-1)");
  expect(told.join()).toMatch(/Dim bollard \(“roads@quill.example” is an e-mail address/);
  expect(told.join()).not.toContain("Nothing here");
  expect(trial.ok).toBe(true);
});

test("what must be told there and is not asked here is named", async () => {
  const { body, connection } = await connected("open311", open311());
  const asking = council.services.find(({ attributes }) => attributes.some(({ required }) => required));
  await makeContact({ bodyId: body.id, destination: asking?.serviceCode ?? "" });
  const trial = await tryConnection(us, { connectionId: connection.id });
  expect(trial.steps.find(({ key }) => key === "definition")).toMatchObject({
    state: "warning",
    message: expect.stringContaining(asking?.attributes.find(({ required }) => required)?.code ?? "?"),
  });
});

test("a back end that is not there fails in plain words, and the rest is not tried", async () => {
  const { connection } = await connected("open311", open311({ endpoint: "http://127.0.0.1:1/v2" }));
  const trial = await tryConnection(us, { connectionId: connection.id });
  expect(trial.ok).toBe(false);
  expect(trial.steps.find(({ key }) => key === "services")).toMatchObject({
    state: "failed",
    message: expect.stringContaining("could not be reached"),
  });
  expect(states(trial).contacts).toBe("skipped");
});

test("an address that may not be called is found out before anything is called", async () => {
  const { connection } = await connected("webhook", { url: "http://10.1.2.3/hook" });
  const trial = await tryConnection(us, { connectionId: connection.id });
  expect(trial.steps.find(({ key }) => key === "address")).toMatchObject({
    state: "failed",
    message: expect.stringContaining("PRIVATE_HOSTS"),
  });
  const unknown = await connected("webhook", { url: "http://nobody.invalid/hook" });
  const lost = await tryConnection(us, { connectionId: unknown.connection.id });
  expect(lost.steps.at(-1)).toMatchObject({
    state: "failed",
    message: expect.stringContaining("nobody.invalid"),
  });
});

test("settings that cannot be used end the trial", async () => {
  const { connection } = await connected("open311", open311());
  await db.connection.update({ where: { id: connection.id }, data: { settings: {} } });
  const bare = await tryConnection(us, { connectionId: connection.id });
  expect(bare.steps).toMatchObject([
    { key: "settings", state: "failed", message: expect.stringContaining("endpoint") },
  ]);
  await db.connection.update({
    where: { id: connection.id },
    data: { settings: { endpoint: council.url }, secrets: "x" },
  });
  const sealed = await tryConnection(us, { connectionId: connection.id });
  expect(sealed.steps).toMatchObject([{ state: "failed", message: expect.stringContaining("SECRET") }]);
});

test("e-mail says by which way mail leaves, the quiet methods that they call nobody", async () => {
  const mail = await connected("email", {});
  expect(states(await tryConnection(us, { connectionId: mail.connection.id }))).toMatchObject({
    mail: "warning",
  });
  const hold = await connected("hold", {});
  expect(states(await tryConnection(us, { connectionId: hold.connection.id }))).toMatchObject({
    quiet: "ok",
  });
});

test("on a test system no call leaves", async () => {
  const { connection } = await connected("open311", open311());
  provideEnv({ STAGING: "1" });
  try {
    const trial = await tryConnection(us, { connectionId: connection.id });
    expect(trial.steps.at(-1)).toMatchObject({ key: "address", state: "skipped" });
    expect(council.calls).toEqual([]);
  } finally {
    provideEnv({ STAGING: "0" });
  }
});

test("only who may change the connection may try it", async () => {
  const { body, connection } = await connected("hold", {});
  const other = await makeBody();
  for (const actor of [staff(other.id, ["connection:edit"]), staff(body.id, ["delivery:view"])]) {
    await expect(tryConnection(actor, { connectionId: connection.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(dryRun(actor, { connectionId: connection.id })).rejects.toMatchObject({ code: "forbidden" });
  }
  await expect(tryConnection(us, { connectionId: 999_999 })).rejects.toMatchObject({ code: "not_found" });
});

test("a dry run shows the very request, without secrets or the reporter, and sends nothing", async () => {
  const { body, connection } = await connected("open311", open311({ extraAttributes: { link: "{url}" } }));
  const contact = await makeContact({
    bodyId: body.id,
    destination: "TRE-2",
    questions: [
      { code: "fixmystreet_id", description: "Id", automated: "server_set" },
      {
        code: "size",
        description: "How big?",
        datatype: "singlevaluelist",
        required: true,
        values: [{ key: "lg", name: "Large" }],
      },
    ],
  });
  const sample = await dryRun(us, { connectionId: connection.id });
  expect(sample).toMatchObject({ sample: true, destination: "TRE-2", note: null });
  expect(sample.request).toMatchObject({ method: "POST", url: `${council.url}/requests.xml` });
  const fields = new URLSearchParams(sample.request?.body ?? "");
  expect(fields.get("service_code")).toBe("TRE-2");
  expect(fields.get("attribute[size]")).toBe("lg");
  expect(fields.get("attribute[fixmystreet_id]")).toMatch(/^\d+$/);
  expect(fields.get("attribute[link]")).toContain("/report/");
  expect(fields.get("api_key")).toBe("[blanked]");
  expect(sample.curl).toContain(`curl -X POST '${council.url}/requests.xml'`);

  const reporter = await makeUser({ name: "Ines Okafor", email: "ines@mail.example" });
  const report = await makeReport({
    categoryId: contact.categoryId,
    title: "Kerb up",
    name: "Ines Okafor",
    reporterId: reporter.id,
  });
  await makeDelivery({ reportId: report.id, bodyId: body.id });
  const real = await dryRun(us, { connectionId: connection.id, reportId: report.id });
  expect(real.sample).toBe(false);
  expect(new URLSearchParams(real.request?.body ?? "").get("description")).toMatch(/^Kerb up\n/);
  expect(JSON.stringify(real)).not.toMatch(new RegExp(`Okafor|ines@mail|${council.apiKey}`));
  expect(council.calls).toEqual([]);
});

test("a dry run of a webhook, of mail, of a rule and of a quiet method", async () => {
  const hook = await connected("webhook", {
    url: "https://hooks.example/x?token=t0p",
    secret: "s3cret",
    headers: { "x-team": "roads" },
  });
  const shown = await dryRun(us, { connectionId: hook.connection.id });
  expect(shown.request).toMatchObject({ method: "POST", headers: { "x-team": "[blanked]" } });
  expect(JSON.stringify(shown)).not.toMatch(/t0p|s3cret|roads/);

  const mail = await connected("email", {});
  const contact = await makeContact({ bodyId: mail.body.id, destination: "roads@quill.example" });
  const letter = await dryRun(us, { connectionId: mail.connection.id, contactId: contact.id });
  expect(letter).toMatchObject({
    curl: null,
    request: { method: "MAIL", headers: { To: "roads@quill.example" } },
  });

  const rules = [{ when: {}, do: "defer", reason: "The map service is down" }];
  const ruled = await connected("open311", open311({ rules }));
  const deferred = await dryRun(us, { connectionId: ruled.connection.id });
  expect(deferred.note).toContain("The map service is down");
  expect(deferred.request).not.toBeNull();

  const quiet = await connected("blackhole", {});
  expect(await dryRun(us, { connectionId: quiet.connection.id })).toMatchObject({
    request: null,
    curl: null,
  });
});

test("a dry run of a report needs the right to see its delivery, and the report if it is private", async () => {
  const { body, connection } = await connected("open311", open311());
  const contact = await makeContact({ bodyId: body.id, destination: "TRE-2" });
  const report = await makeReport({ categoryId: contact.categoryId, visibility: "private" });
  await makeDelivery({ reportId: report.id, bodyId: body.id });
  const elsewhere = await makeReport();
  const input = { connectionId: connection.id, reportId: report.id };
  for (const permissions of [["connection:edit"], ["connection:edit", "delivery:view"]]) {
    await expect(dryRun(staff(body.id, permissions), input)).rejects.toMatchObject({ code: "forbidden" });
  }
  const whole = staff(body.id, ["connection:edit", "delivery:view", "report:view-private"]);
  expect((await dryRun(whole, input)).request?.method).toBe("POST");
  await expect(dryRun(whole, { ...input, reportId: elsewhere.id })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a command for a shell quotes what must be quoted", () => {
  const call = {
    method: "POST",
    url: "https://a.example/x",
    requestHeaders: { a: "b" },
    requestBody: "it's",
  };
  expect(curlOf(call)).toBe("curl -X POST 'https://a.example/x' \\\n  -H 'a: b' \\\n  --data-raw 'it'\\''s'");
  expect(curlOf({ ...call, method: "MAIL" })).toBeNull();
});
