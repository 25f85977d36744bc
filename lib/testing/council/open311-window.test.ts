import { afterEach, expect, test } from "vitest";
import { type Council, type CouncilOptions, startCouncil } from "@/lib/testing/council";

const open: Council[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((council) => council.close()));
});
async function start(options: CouncilOptions = {}): Promise<Council> {
  const council = await startCouncil(options);
  open.push(council);
  return council;
}

const pothole = {
  service_code: "PTH-1",
  lat: "54.6",
  long: "2.3",
  description: "A deep hole",
  first_name: "Ines",
  email: "ines@mail.example",
  "attribute[depth_cm]": "7",
  "attribute[fixmystreet_id]": "7045",
};
function post(council: Council, fields: Record<string, string> | URLSearchParams, path = "requests.json") {
  const body = new URLSearchParams(fields);
  if (!body.has("api_key")) body.set("api_key", council.apiKey);
  return fetch(`${council.url}/${path}`, { method: "POST", body });
}
const json = async (council: Council, path: string) => (await fetch(`${council.url}/${path}`)).json();

test("a posted request gets a reference and is remembered with everything that came", async () => {
  const council = await start();
  const answer = await post(council, pothole);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject([{ service_request_id: "ALD-1001" }]);
  expect(council.received).toHaveLength(1);
  expect(council.received[0]).toMatchObject({
    reference: "ALD-1001",
    token: null,
    fields: { service_code: ["PTH-1"], api_key: [council.apiKey], first_name: ["Ines"] },
    attributes: { depth_cm: ["7"], fixmystreet_id: ["7045"] },
    headers: { "content-type": "application/x-www-form-urlencoded;charset=UTF-8" },
  });
  expect(council.received[0]?.at).toBeInstanceOf(Date);
});

test("xml is the default format, with the literal content type and a declaration", async () => {
  const council = await start();
  for (const path of ["services", "services.XML", "/services.xml/"]) {
    const answer = await fetch(`${council.url}/${path}`);
    expect(answer.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    expect(await answer.text()).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\s*<services>/i);
  }
});

test("discovery names the true address in both formats", async () => {
  const council = await start();
  expect(await json(council, "discovery.json")).toMatchObject({
    endpoints: [{ url: council.url, type: "test" }],
  });
  expect(await (await fetch(`${council.url}/discovery.xml`)).text()).toContain(`<url>${council.url}</url>`);
});

test("services are listed with their codes as strings and only the pothole has questions", async () => {
  const council = await start();
  const rows = (await json(council, "services.json")) as {
    service_code: string;
    metadata: boolean;
    type: string;
  }[];
  expect(rows.map((row) => row.service_code)).toEqual([
    "PTH-1",
    "sign/9",
    "0041",
    "PAV-5",
    "TRE-2",
    "FLY-07",
    "GRF.3",
  ]);
  expect(rows.filter((row) => row.metadata).map((row) => row.service_code)).toEqual(["PTH-1"]);
  expect(rows[0]?.type).toBe("realtime");
});

test("the pothole's definition has every datatype, a notice and the automated id", async () => {
  const council = await start();
  const { attributes } = (await json(council, "services/PTH-1.json")) as {
    attributes: Record<string, unknown>[];
  };
  expect(new Set(attributes.map((one) => one.datatype))).toEqual(
    new Set(["string", "number", "singlevaluelist", "multivaluelist", "text", "datetime"]),
  );
  expect(attributes.filter((one) => one.variable === false)).toHaveLength(1);
  expect(attributes.find((one) => one.code === "fixmystreet_id")).toMatchObject({ automated: "server_set" });
});

test("codes with a slash or a dot are found encoded and raw", async () => {
  const council = await start();
  for (const code of ["sign%2F9", "sign/9"]) {
    expect(await json(council, `services/${code}.json`)).toMatchObject({ service_code: "sign/9" });
  }
  expect(await json(council, "services/GRF.3.json")).toMatchObject({ service_code: "GRF.3" });
  expect((await fetch(`${council.url}/services/nothing.json`)).status).toBe(404);
});

test.each<[string, Record<string, string>, number, string]>([
  ["a wrong key", { api_key: "wrong" }, 403, "api_key"],
  ["an empty key", { api_key: "" }, 403, "api_key"],
  ["an unknown service", { service_code: "41" }, 404, "no service 41"],
  ["no service", { service_code: "" }, 400, "service_code is required"],
  ["a required answer missing", { "attribute[depth_cm]": "" }, 400, "attribute[depth_cm] is required"],
  ["a number that is none", { "attribute[depth_cm]": "deep" }, 400, "must be a number"],
  ["an answer that is not offered", { "attribute[where_on_road]": "sky" }, 400, "must be one of its values"],
  ["no place", { lat: "", long: "" }, 400, "A location is required"],
  ["half a place", { long: "" }, 400, "must both be degrees"],
  ["a place off the earth", { lat: "154.6" }, 400, "must both be degrees"],
  ["too long a description", { description: "x".repeat(4001) }, 400, "4,000"],
])("refuses %s and remembers nothing", async (_what, change, status, says) => {
  const council = await start();
  const answer = await post(council, { ...pothole, ...change });
  expect(answer.status).toBe(status);
  const errors = (await answer.json()) as { code: string; description: string }[];
  expect(errors[0]?.code).toBe(String(status));
  expect(errors.map((error) => error.description).join(" ")).toContain(says);
  expect(council.received).toHaveLength(0);
  expect(council.cases).toHaveLength(0);
});

test("errors come as xml where xml was asked", async () => {
  const council = await start();
  const answer = await post(council, { ...pothole, service_code: "none" }, "requests.xml");
  expect(answer.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  expect(await answer.text()).toMatch(/<errors>\s*<error>\s*<code>404<\/code>/);
});

test("an address alone is place enough, and a bearer key is a key", async () => {
  const council = await start();
  const answer = await fetch(`${council.url}/requests.json`, {
    method: "POST",
    headers: { authorization: `Bearer ${council.apiKey}` },
    body: new URLSearchParams({ service_code: "0041", address_string: "2 Quay Street" }),
  });
  expect(answer.status).toBe(200);
  expect(await json(council, "requests.json")).toMatchObject([
    { service_code: "0041", address: "2 Quay Street", lat: null },
  ]);
});

test("several answers to one question are kept", async () => {
  const council = await start();
  const body = new URLSearchParams(pothole);
  body.append("attribute[hazards][]", "dark");
  body.append("attribute[hazards][]", "bus");
  await post(council, body);
  expect(council.received[0]?.attributes.hazards).toEqual(["dark", "bus"]);
});

test("an uploaded photo is kept, told as media_url and served with its true type", async () => {
  const council = await start();
  const bytes = Buffer.from("ffd8ffe000104a4649460001", "hex");
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...pothole, api_key: council.apiKey })) form.set(name, value);
  form.set("media", new Blob([bytes], { type: "text/html" }), "hole.jpg");
  expect((await fetch(`${council.url}/requests.xml`, { method: "POST", body: form })).status).toBe(200);
  const [file] = council.received[0]?.files ?? [];
  expect(file).toMatchObject({ field: "media", name: "hole.jpg", type: "text/html", size: 12 });
  const [row] = (await json(council, "requests.json")) as { media_url: string }[];
  const photo = await fetch(row?.media_url ?? "");
  expect(photo.headers.get("content-type")).toBe("image/jpeg");
  expect(Buffer.from(await photo.arrayBuffer())).toEqual(bytes);
});

test("a double send is taken and counted", async () => {
  const council = await start();
  await post(council, pothole);
  expect(council.duplicates()).toEqual([]);
  await post(council, pothole);
  await post(council, { ...pothole, "attribute[fixmystreet_id]": "7046" });
  expect(council.received).toHaveLength(3);
  expect(council.duplicates()).toEqual([{ kind: "request", id: "7045", times: 2 }]);
});

test("batch mode answers a token that becomes a reference after so many polls", async () => {
  const council = await start({ mode: "batch", pollsUntilKnown: 2 });
  const [posted] = (await (await post(council, pothole)).json()) as {
    token: string;
    service_request_id?: string;
  }[];
  expect(posted).not.toHaveProperty("service_request_id");
  const poll = () => json(council, `tokens/${posted?.token}.json`);
  expect(await poll()).toEqual([{ token: posted?.token, service_request_id: null }]);
  expect(await json(council, "requests.json")).toEqual([]);
  expect(await poll()).toEqual([{ token: posted?.token, service_request_id: null }]);
  expect(await poll()).toEqual([{ token: posted?.token, service_request_id: "ALD-1001" }]);
  expect(council.received[0]?.reference).toBe("ALD-1001");
  expect((await fetch(`${council.url}/tokens/none.json`)).status).toBe(404);
});

test.each(["empty-list", "404", "500"] as const)(
  "an unready token can answer %s until a reference is given by hand",
  async (pendingToken) => {
    const council = await start({ mode: "batch", pollsUntilKnown: "by hand", pendingToken });
    const [posted] = (await (await post(council, pothole)).json()) as { token: string }[];
    const poll = () => fetch(`${council.url}/tokens/${posted?.token}.json`);
    for (let time = 0; time < 3; time++) {
      const answer = await poll();
      if (pendingToken === "empty-list") expect(await answer.json()).toEqual([]);
      else expect(answer.status).toBe(Number(pendingToken));
    }
    await council.giveReference(1, "Z/77");
    expect(await (await poll()).json()).toEqual([{ token: posted?.token, service_request_id: "Z/77" }]);
    expect(await json(council, "requests/Z%2F77.json")).toMatchObject([{ service_request_id: "Z/77" }]);
  },
);

test("requests are filtered by id, service, status, dates and change", async () => {
  let now = new Date("2026-03-01T10:00:00.700Z");
  const council = await start({ now: () => now });
  await post(council, pothole);
  now = new Date("2026-03-02T10:00:00Z");
  await post(council, { service_code: "TRE-2", lat: "54.6", long: "2.3" });
  now = new Date("2026-03-03T10:00:00Z");
  await council.say("ALD-1001", { status: "fixed", text: "Filled" });
  const ids = async (query: string) =>
    ((await json(council, `requests.json?${query}`)) as { service_request_id: string }[]).map(
      (row) => row.service_request_id,
    );
  expect(await ids("")).toEqual(["ALD-1001", "ALD-1002"]);
  expect(await ids("service_request_id=ALD-1002, ALD-9&status=closed")).toEqual(["ALD-1002"]);
  expect(await ids("service_code=TRE-2,0041")).toEqual(["ALD-1002"]);
  expect(await ids("status=closed")).toEqual(["ALD-1001"]);
  expect(await ids("status=open,closed")).toEqual(["ALD-1001", "ALD-1002"]);
  expect(await ids("start_date=2026-03-01T10:00:00Z&end_date=2026-03-01T10:00:00Z")).toEqual(["ALD-1001"]);
  expect(await ids("start_date=2026-03-02T11:00:00%2B01:00")).toEqual(["ALD-1002"]);
  expect(await ids("end_date=&updated_after=2026-03-02T10:00:00Z")).toEqual(["ALD-1001"]);
  now = new Date("2026-07-01T10:00:00Z");
  expect(await ids("")).toEqual([]);
  for (const bad of [
    "start_date=2026-03-01",
    "start_date=2026-03-01T10:00:00.000Z",
    "start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z",
  ]) {
    expect((await fetch(`${council.url}/requests.json?${bad}`)).status).toBe(400);
  }
});

test("one request is a list of one; finer states only for who asks", async () => {
  const council = await start();
  await post(council, pothole);
  await council.say("ALD-1001", { status: "in_progress", text: "Crew booked" });
  expect(await json(council, "requests/ALD-1001.json")).toMatchObject([
    { status: "open", status_notes: "Crew booked", lat: 54.6, long: 2.3, fixmystreet_id: "7045" },
  ]);
  expect(await json(council, "requests/ALD-1001.json?extensions=true")).toMatchObject([
    { status: "in_progress" },
  ]);
  expect((await fetch(`${council.url}/requests/none.json`)).status).toBe(404);
});

test("what the council says is told by the updates feed within its window", async () => {
  let now = new Date("2026-03-01T10:00:00Z");
  const council = await start({ now: () => now });
  await post(council, pothole);
  await council.say("ALD-1001", { status: "investigating" });
  now = new Date("2026-03-01T12:00:00Z");
  await council.say("ALD-1001", {
    status: "fixed",
    text: "Done",
    externalStatusCode: "C9",
    photos: [Buffer.from("89504e470d0a1a0a", "hex")],
  });
  expect(
    await json(
      council,
      "servicerequestupdates.json?start_date=2026-03-01T11:00:00Z&end_date=2026-03-01T13:00:00Z",
    ),
  ).toEqual([
    {
      update_id: "ALD-U2",
      service_request_id: "ALD-1001",
      status: "fixed",
      updated_datetime: "2026-03-01T12:00:00Z",
      description: "Done",
      media_url: expect.stringMatching(/\/photos\/[0-9a-f]{32}\.png$/),
      fixmystreet_id: "7045",
      external_status_code: "C9",
    },
  ]);
  expect(await json(council, "servicerequestupdates.json")).toHaveLength(2);
});

test("a second reference is told to be quoted, the id stays; renumbering changes the id", async () => {
  const council = await start();
  await post(council, pothole);
  await council.giveReference(1, "W/55");
  expect(await json(council, "servicerequestupdates.json")).toMatchObject([
    { service_request_id: "ALD-1001", customer_reference: "W/55", status: "open" },
  ]);
  await council.renumber("ALD-1001", "JOB-9");
  await council.say("JOB-9", { status: "planned" });
  expect(await json(council, "servicerequestupdates.json")).toMatchObject([
    { service_request_id: "ALD-1001" },
    { service_request_id: "JOB-9", fixmystreet_id: "7045" },
  ]);
});

test("a posted update is taken, moves the case and is not echoed", async () => {
  const council = await start();
  await post(council, pothole);
  const update = {
    service_request_id: "ALD-1001",
    update_id: "31",
    status: "FIXED",
    updated_datetime: "2026-03-01T12:00:00+01:00",
    description: "Somebody filled it",
  };
  const answer = await post(council, update, "servicerequestupdates.json");
  expect(await answer.json()).toEqual([{ update_id: "ALD-U1" }]);
  expect(council.updatesReceived).toMatchObject([{ updateId: "31", reference: "ALD-1001", status: "FIXED" }]);
  expect(council.cases[0]?.status).toBe("fixed");
  expect(await json(council, "servicerequestupdates.json")).toEqual([]);
  await post(council, update, "servicerequestupdates.json");
  expect(council.duplicates()).toEqual([{ kind: "update", id: "31", times: 2 }]);
});

test("a plain OPEN does not undo the desk's finer state, a REOPEN of a closed case opens it", async () => {
  const council = await start();
  await post(council, pothole);
  const send = (status: string, id: string) =>
    post(
      council,
      { service_request_id: "ALD-1001", update_id: id, status, updated_datetime: "2026-03-01T12:00:00Z" },
      "servicerequestupdates.xml",
    );
  await council.say("ALD-1001", { status: "in_progress" });
  await send("OPEN", "1");
  expect(council.cases[0]?.status).toBe("in_progress");
  await send("CLOSED", "2");
  expect(council.cases[0]?.status).toBe("closed");
  await send("REOPEN", "3");
  expect(council.cases[0]?.status).toBe("open");
});

test.each<[string, Record<string, string>, number]>([
  ["a wrong key", { api_key: "wrong" }, 403],
  ["an unknown request", { service_request_id: "none" }, 404],
  ["a missing update_id", { update_id: "" }, 400],
  ["a lower-case status", { status: "fixed" }, 400],
  ["an unknown status", { status: "MENDED" }, 400],
  ["fractions of a second", { updated_datetime: "2026-03-01T12:00:00.000Z" }, 400],
])("refuses an update with %s", async (_what, change, status) => {
  const council = await start();
  await post(council, pothole);
  const good = {
    service_request_id: "ALD-1001",
    update_id: "1",
    status: "OPEN",
    updated_datetime: "2026-03-01T12:00:00Z",
  };
  expect((await post(council, { ...good, ...change }, "servicerequestupdates.json")).status).toBe(status);
  expect(council.updatesReceived).toHaveLength(0);
});

test("a problem of the council's own is told like any request", async () => {
  const council = await start({ mode: "batch" });
  await council.raise({ serviceCode: "sign/9", description: "Bent", lat: 54.61, long: 2.31 });
  expect(await json(council, "requests.json")).toMatchObject([
    {
      service_request_id: "ALD-1001",
      service_code: "sign/9",
      service_name: "Street sign damaged",
      status: "open",
    },
  ]);
  expect(council.received).toHaveLength(0);
});

test("a council with a jurisdiction wants it everywhere, and empty is absent", async () => {
  const council = await start({ jurisdictionId: "alderwick.example" });
  expect((await fetch(`${council.url}/services.json`)).status).toBe(400);
  expect((await fetch(`${council.url}/services.json?jurisdiction_id=`)).status).toBe(400);
  expect((await fetch(`${council.url}/services.json?jurisdiction_id=elsewhere`)).status).toBe(404);
  expect((await fetch(`${council.url}/services.json?jurisdiction_id=alderwick.example`)).status).toBe(200);
  expect((await post(council, pothole)).status).toBe(400);
  expect((await post(council, { ...pothole, jurisdiction_id: "alderwick.example" })).status).toBe(200);
});

test("unknown addresses are 404, known ones with another method 405", async () => {
  const council = await start();
  expect((await fetch(`${council.url}/nothing.json`)).status).toBe(404);
  expect((await fetch(`${council.url}/services.json`, { method: "POST" })).status).toBe(405);
  expect((await fetch(`${council.url}/requests.json`, { method: "DELETE" })).status).toBe(405);
});
