import { expect, test } from "vitest";
import { Open311Settings } from "@/lib/open311/settings";
import { type UpdateToPost, updateForm } from "@/lib/open311/update-form";

const update: UpdateToPost = {
  updateId: "31",
  reportId: "8001",
  reportUrl: "https://site.example/report/8001",
  serviceRequestId: "S-31",
  customerReference: "REF 9",
  confirmedAt: new Date("2026-07-01T10:00:00.500Z"),
  status: "OPEN",
  text: "Still there\r\n",
  isReportPrivate: false,
  author: { name: "Ada Lovelace", email: "ada@mail.example", phone: null },
  noReplyEmail: "do-not-reply@site.example",
  serviceCode: "KRB-7",
  photos: [],
  answers: [],
};

const sent = (over: Partial<UpdateToPost> = {}, flags: Partial<Open311Settings> = {}) =>
  updateForm(
    { ...update, ...over },
    Open311Settings.parse({ endpoint: "https://o311.brackenford.example/v2", ...flags }),
  );
const all = (form: ReturnType<typeof sent>, name: string) =>
  form.fields.filter(([n]) => n === name).map(([, v]) => v);

test("AC-105: the plain update, in order", () => {
  expect(sent({}, { dateStyle: "offset" }).fields).toEqual([
    ["service_request_id", "S-31"],
    ["update_id", "31"],
    ["updated_datetime", "2026-07-01T11:00:00+01:00"],
    ["status", "OPEN"],
    ["description", "Still there"],
    ["first_name", "Ada"],
    ["last_name", "Lovelace"],
    ["email", "ada@mail.example"],
  ]);
});

test("AC-117: a missing last name is a dash", () => {
  expect(all(sent({ author: { ...update.author, name: "Bo" } }), "last_name")).toEqual(["-"]);
});

test("AC-116: a photo is a link; of a private report it is a file where files are taken", () => {
  const photos = [
    { url: "https://site.example/photo/1.jpeg", type: "image/jpeg", bytes: new Uint8Array([1]) },
  ];
  expect(all(sent({ photos }), "media_url")).toEqual(["https://site.example/photo/1.jpeg"]);
  const upload = sent({ photos, isReportPrivate: true }, { uploadFilesForUpdates: true });
  expect([upload.files.length, all(upload, "media_url")]).toEqual([1, []]);
});

test("flags: customer reference, e-mail, service code", () => {
  expect(all(sent({}, { useCustomerReference: true }), "service_request_id")).toEqual(["REF 9"]);
  expect(
    all(sent({ customerReference: undefined }, { useCustomerReference: true }), "service_request_id"),
  ).toEqual(["S-31"]);
  const author = { ...update.author, email: null };
  expect(all(sent({ author }), "email")).toEqual([]);
  expect(all(sent({ author }, { alwaysSendEmailForUpdates: true }), "email")).toEqual([
    "do-not-reply@site.example",
  ]);
  expect(all(sent(), "service_code")).toEqual([]);
  expect(all(sent({}, { serviceCodeInUpdates: true }), "service_code")).toEqual(["KRB-7"]);
});

test("a personal title brings the form's names and whether alerts are wanted; extras become attributes", () => {
  const personal = { title: "Dr", firstName: "Augusta", lastName: "King", wantsAlerts: false };
  const form = sent({ personal, answers: [{ code: "fms_extra_case", value: 4 }] });
  expect([all(form, "first_name"), all(form, "title"), all(form, "email_alerts_requested")]).toEqual([
    ["Augusta"],
    ["Dr"],
    ["FALSE"],
  ]);
  expect(all(form, "attribute[case]")).toEqual(["4"]);
});

test("a fixed service code goes before the category's; a prefix, fillers and other names are the connection's", () => {
  const code = (flags: Partial<Open311Settings>) => all(sent({}, flags), "service_code");
  expect(code({})).toEqual([]);
  expect(code({ serviceCodeInUpdates: true })).toEqual(["KRB-7"]);
  expect(code({ serviceCodeInUpdates: true, updateServiceCode: "ALL" })).toEqual(["ALL"]);
  const form = sent(
    { author: { ...update.author, email: null } },
    {
      updatePrefix: "[{id}] ",
      fillIn: { email: "nobody@site.example" },
      renameFields: { update_id: "update_id_ext" },
    },
  );
  expect(all(form, "description")).toEqual(["[8001] Still there"]);
  expect(all(form, "email")).toEqual(["nobody@site.example"]);
  expect([all(form, "update_id"), all(form, "update_id_ext")]).toEqual([[], ["31"]]);
});
