import { createHmac } from "node:crypto";
import PostalMime from "postal-mime";
import { expect, onTestFinished, test } from "vitest";
import { connectionSettings } from "@/lib/bodies/connection-settings";
import { UpdateRule } from "@/lib/bodies/update-rule";
import { createEmailDriver } from "@/lib/delivery/drivers/email";
import { createOpen311Driver } from "@/lib/delivery/drivers/open311";
import { sendUpdateBy } from "@/lib/delivery/drivers/registry";
import { createWebhookDriver } from "@/lib/delivery/drivers/webhook";
import type { Outcome, ParcelPhoto, UpdateParcel } from "@/lib/delivery/parcel";
import { outcomeByUpdateRule } from "@/lib/delivery/updates/update-rules";
import { provideEnv } from "@/lib/env";
import { checkMail } from "@/lib/mail/check-mail";
import { composeMail } from "@/lib/mail/compose";
import type { Mail } from "@/lib/mail/mail";
import { readForm } from "@/lib/open311/read/form";
import type { HttpRequest } from "@/lib/open311/wire";
import { makeUpdateParcel } from "@/lib/testing/update-parcel";

type Call = { url: string; init: HttpRequest };

/** A back end that gives these answers, one after the other, and remembers what it was asked. */
function peer(...answers: { status?: number; body: string; type?: string }[]) {
  const calls: Call[] = [];
  const http = async (url: string, init: HttpRequest) => {
    const { status = 200, body = "", type = "text/xml" } = answers[calls.push({ url, init }) - 1] ?? {};
    return { status, headers: new Headers({ "content-type": type }), body: new TextEncoder().encode(body) };
  };
  return { calls, http };
}

const updates = (inner: string) => ({
  body: `<service_request_updates><request_update>${inner}</request_update></service_request_updates>`,
});
const taken = updates("<update_id>U-4</update_id>");

async function byOpen311(over: Partial<UpdateParcel> = {}, flags: object = {}) {
  const { calls, http } = peer(taken);
  const settings = connectionSettings.open311.schema.parse({
    endpoint: "https://o311.example/v2",
    apiKey: "bk-91f",
    ...flags,
  });
  const outcome = await createOpen311Driver({ http }).sendUpdate?.(makeUpdateParcel(over), settings);
  const { headers = {}, body = "" } = calls[0]?.init ?? {};
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const form = await readForm(headers["content-type"] ?? null, bytes);
  return { outcome, form, calls };
}

const photo: ParcelPhoto = {
  url: "https://mendline.test/photo/c/31.0.full.jpeg?abc",
  fileName: "31.0.full.jpeg",
  type: "image/jpeg",
  bytes: async () => Buffer.from("a photo"),
};

test("an update that moves nothing of the body's work says so, where both sides tell exactly what does", async () => {
  const statusOf = async (unchanged: boolean, flags: object) =>
    (
      await byOpen311({ state: "in_progress", unchanged }, { extendedStatuses: true, ...flags })
    ).form.fields.get("status");
  expect(await statusOf(true, { exactStates: true })).toEqual(["UNCHANGED"]);
  expect(await statusOf(false, { exactStates: true })).toEqual(["IN_PROGRESS"]);
  expect(await statusOf(true, {})).toEqual(["IN_PROGRESS"]);
});

test("AC-116: a photo goes as an address on a public report, and as a file on a private one where files are uploaded", async () => {
  const open = await byOpen311({ photos: [photo] }, { uploadFilesForUpdates: true });
  expect(open.form.fields.get("media_url")).toEqual([photo.url]);
  expect(open.form.files).toEqual([]);
  const hidden = await byOpen311({ photos: [photo], private: true }, { uploadFilesForUpdates: true });
  expect(hidden.form.fields.has("media_url")).toBe(false);
  expect(hidden.form.files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(["a photo"]);
});

test("AC-117: somebody of one name has a dash for the other; an address that is missing is ours where the back end insists on one", async () => {
  const author = { ...makeUpdateParcel().author, name: "Bo", email: null };
  const { form } = await byOpen311({ author }, { alwaysSendEmailForUpdates: true });
  expect([form.fields.get("first_name"), form.fields.get("last_name"), form.fields.get("email")]).toEqual([
    ...[["Bo"], ["-"], ["noreply@mendline.example"]],
  ]);
});

test("the report is named by the customer's reference, with the category's code or a fixed one, where the connection says so", async () => {
  const flags = { useCustomerReference: true, serviceCodeInUpdates: true };
  const answers = [{ code: "fms_extra_depth", value: "3" }];
  const { form } = await byOpen311({ customerReference: "C-9", answers }, flags);
  expect(form.fields.get("service_request_id")).toEqual(["C-9"]);
  expect(form.fields.get("service_code")).toEqual(["KRB-7"]);
  expect(form.attributes.get("depth")).toEqual(["3"]);
  const fixed = await byOpen311({}, { ...flags, updateServiceCode: "ALL" });
  expect(fixed.form.fields.get("service_request_id")).toEqual(["S-31"]);
  expect(fixed.form.fields.get("service_code")).toEqual(["ALL"]);
});

test("a token that an update is answered with is asked about by both paths; with one in hand nothing is posted", async () => {
  const settings = connectionSettings.open311.schema.parse({
    endpoint: "https://o311.example/v2",
    tokenTries: 2,
    tokenIntervalMs: 1,
  });
  const none = { status: 404, body: "" };
  const own = {
    body: "<service_requests><request><service_request_id>S-31</service_request_id></request></service_requests>",
  };
  const first = peer(updates("<token>T-1</token>"), none, own, taken);
  const send = (http: ReturnType<typeof peer>["http"], token: string | null) =>
    createOpen311Driver({ http }).sendUpdate?.(makeUpdateParcel({ token }), settings);
  expect(await send(first.http, null)).toMatchObject({ kind: "sent", externalId: "U-4" });
  expect(first.calls.map(({ init, url }) => `${init.method} ${new URL(url).pathname}`)).toEqual([
    ...["POST /v2/servicerequestupdates.xml", "GET /v2/update_tokens/T-1.xml", "GET /v2/tokens/T-1.xml"],
    "GET /v2/update_tokens/T-1.xml",
  ]);
  const never = peer(none, none, none, none);
  expect(await send(never.http, "T-2")).toMatchObject({ kind: "failed", token: "T-2", ambiguous: false });
  expect(never.calls.every(({ init }) => init.method === "GET")).toBe(true);
});

test("a webhook gets a signed event under a key of its own, kept without the person", async () => {
  const { calls, http } = peer({ body: `{"id":"W-1"}`, type: "application/json" });
  const settings = connectionSettings.webhook.schema.parse({
    ...{ url: "https://hook.example/in", secret: "s3cret", referencePath: "id" },
  });
  const driver = createWebhookDriver({ http });
  const outcome = await driver.sendUpdate?.(makeUpdateParcel({ state: "fixed_user", round: 2 }), settings);
  expect(outcome).toMatchObject({ kind: "sent", externalId: "W-1" });
  const { headers = {}, body = "" } = calls[0]?.init ?? {};
  expect(headers["idempotency-key"]).toBe("update-31-alderwick-city-council-2");
  expect(headers["x-mendline-signature"]).toBe(
    `sha256=${createHmac("sha256", "s3cret").update(body).digest("hex")}`,
  );
  expect(JSON.parse(String(body))).toMatchObject({
    event: "update.created",
    update: { id: 31, text: "It is still up.", state: "fixed_user" },
    report: { id: 7045, reference: "S-31" },
    author: { kind: "citizen", name: "Bo Lind", email: "bo@mail.example" },
  });
  expect(JSON.stringify(outcome?.exchanges)).not.toMatch(/Lind|bo@mail|s3cret/);
});

async function byMail(over: Partial<UpdateParcel> = {}) {
  const mails: Mail[] = [];
  const driver = createEmailDriver({
    send: async (mail) => {
      mails.push(mail);
      return { ok: true, messageId: "<x@y>" };
    },
  });
  const outcome: Outcome = await driver.sendUpdate(makeUpdateParcel(over), {});
  const [mail] = mails;
  const read = mail && (await PostalMime.parse(await composeMail(checkMail(mail))));
  return { outcome, mail, read };
}

test("a body that is told by mail gets the update in the thread of the report's mail, with who says what", async () => {
  const { outcome, read, mail } = await byMail({ photos: [photo], state: "fixed_user" });
  expect(outcome).toMatchObject({ kind: "sent", externalId: null });
  expect(read?.to).toEqual([{ name: "Alderwick City Council", address: "roads@alderwick.example" }]);
  expect(read?.inReplyTo).toBe("<report-7045-alderwick-city-council-1@mendline.test>");
  expect(read?.references).toBe(read?.inReplyTo);
  expect(read?.messageId).toBe("<update-31-alderwick-city-council-1@mendline.test>");
  expect(read?.subject).toBe("Re: Problem report: Kerb up");
  expect(read?.replyTo).toEqual([{ name: "Bo Lind", address: "bo@mail.example" }]);
  expect(mail?.returnToken).toMatch(/^report-7045-/);
  for (const words of ["Name: Bo Lind", "State of the report: Fixed", "    It is still up.", "#update-31"])
    expect(read?.text).toContain(words);
  expect(read?.attachments.map(({ filename }) => filename)).toEqual(["31.0.full.jpeg"]);
  expect(JSON.stringify(outcome.exchanges)).not.toMatch(/Lind|bo@mail/);
});

test("on a test system an update goes to whoever reported, and to nobody without them", async () => {
  provideEnv({ STAGING: "1" });
  onTestFinished(() => provideEnv({ STAGING: "0" }));
  const { read } = await byMail();
  expect(read?.to).toEqual([{ name: "", address: "ines@mail.example" }]);
  expect(read?.text).toContain("would have gone to Alderwick City Council (roads@alderwick.example)");
  expect(await byMail({ reporterEmail: null })).toMatchObject({
    outcome: { kind: "skipped" },
    mail: undefined,
  });
});

const rule = (raw: object) => UpdateRule.parse({ reason: "Because", ...raw });
const ready = makeUpdateParcel().readySince;
const after = (hours: number) => new Date(ready.getTime() + hours * 3_600_000);

test.each<[string, object, Partial<UpdateParcel>, number, string]>([
  ["somebody else's", { when: { authors: ["citizen", "staff"] }, do: "skip" }, {}, 0, "skipped"],
  [
    "the reporter's own",
    { when: { authors: ["citizen", "staff"] }, do: "skip" },
    { author: { ...makeUpdateParcel().author, kind: "reporter" } },
    ...([0, "goes"] as const),
  ],
  ["no reference yet", { when: { customerReference: "missing" }, do: "wait" }, {}, 23, "failed"],
  ["a day without one", { when: { customerReference: "missing" }, do: "wait" }, {}, 24, "skipped"],
  [
    "a reference",
    { when: { customerReference: "missing" }, do: "wait" },
    { customerReference: "C-9" },
    ...([0, "goes"] as const),
  ],
  ["a state", { when: { states: ["fixed_user"] }, do: "skip" }, { state: "fixed_user" }, 0, "skipped"],
  ["another category", { when: { categories: ["Potholes"] }, do: "skip" }, {}, 0, "goes"],
  ["its category", { when: { categories: ["loose kerbstone "] }, do: "skip" }, {}, 0, "skipped"],
  ["a word", { when: { text: ["STILL"] }, do: "skip" }, {}, 0, "skipped"],
  ["what left already", { when: {}, do: "skip" }, { token: "T-1" }, 0, "goes"],
])("AC-114: a rule about %s", (_, raw, over, hours, expected) => {
  const outcome = outcomeByUpdateRule([rule(raw)], makeUpdateParcel(over), after(hours));
  expect(outcome?.kind ?? "goes").toBe(expected);
  expect(outcome?.kind === "failed" ? outcome.waits : true).toBe(true);
});

test("a method that takes no updates says so instead of losing one", async () => {
  expect(await sendUpdateBy("blackhole", makeUpdateParcel(), {})).toMatchObject({ kind: "skipped" });
});
