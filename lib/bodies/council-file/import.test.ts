import "@/lib/testing/database";
import { beforeAll, expect, test } from "vitest";
import { anonymous, job } from "@/lib/actor";
import { readSettings } from "@/lib/bodies/connections";
import { exportCouncilFile } from "@/lib/bodies/council-file/export";
import { importCouncilFile } from "@/lib/bodies/council-file/import";
import { things } from "@/lib/bodies/council-file/ledger";
import type { CouncilFileInput } from "@/lib/bodies/council-file/schema";
import { hashClientKey } from "@/lib/clients/client-key";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { boxPolygon } from "@/lib/testing/factories";

const operator = job("test");
const none = { created: 0, updated: 0, unchanged: 0 };

/** One of everything, every key used that is not left to its default. */
const file = {
  areas: [
    { slug: "saltby", name: "Saltby", type: "district", geometry: boxPolygon([1, 50, 2, 51]) as never },
    { slug: "fen", name: "Fen", geometry: boxPolygon([2, 50, 3, 51]) as never, retired: true },
  ],
  bodies: [
    {
      slug: "saltby-council",
      name: "Saltby Council",
      areas: ["saltby", "fen"],
      externalUrl: "https://saltby.example/",
      updatesUser: { name: "Saltby Council", email: "Web@saltby.example" },
      canBeDevolved: true,
      replyTo: "help@saltby.example",
      forwardUpdates: true,
      connection: "saltby-o311",
      connections: [
        {
          slug: "saltby-o311",
          method: "open311" as const,
          pullUpdates: true,
          sendUpdates: true,
          statuses: { "Works Ordered": "planned", noise: "ignore", note: "unchanged" },
          serviceCodes: { "KRB *": "Loose kerb", "OLD-1": null },
          settings: { endpoint: "https://o311.saltby.example/v2", apiKey: "hush hush", onUnclear: "resend" },
        },
        { slug: "by-mail", method: "email" as const, paused: true },
      ],
      contacts: [
        {
          category: "Loose kerb",
          destination: "KRB-7",
          groups: ["Roads", "Pavements"],
          keywords: ["stone"],
          hint: "Not for potholes.",
          questions: [
            { code: "depth", description: "How deep?", datatype: "number" as const, required: true },
            { code: "easting", description: "Easting", automated: "server_set" as const },
            {
              code: "gas",
              description: "Do you smell gas?",
              datatype: "singlevaluelist" as const,
              values: [
                { key: "no", name: "No" },
                { key: "yes", name: "Yes", stops: "Ring the gas emergency line." },
              ],
            },
          ],
        },
        { category: "Graffiti", destination: "clean@saltby.example", connection: "by-mail", private: true },
      ],
      templates: [
        {
          title: "Fixed",
          text: "Done.",
          state: "fixed - council",
          autoResponse: true,
          categories: ["Loose kerb"],
        },
        { title: "Seen", text: "We have seen it.", emailText: "Seen.", externalStatusCode: " 17  b " },
      ],
    },
  ],
  clients: [
    {
      ...{
        name: "Kerb app",
        apiKey: "kerb-app-key",
        body: "saltby-council",
        may: ["post-requests" as const],
      },
      ...{ trusted: true, callsPerMinute: 90, note: "Ask Ada" },
    },
  ],
  users: [
    { email: "Ada@saltby.example", name: "Ada", body: "saltby-council", roles: ["admin"] },
    { email: "ivo@saltby.example", body: "saltby-council", roles: ["inspector"], categories: ["Graffiti"] },
    { email: "root@mendline.example", name: "Root", superuser: true },
  ],
} satisfies CouncilFileInput;

const faultsOf = async (json: unknown): Promise<Record<string, string>> => {
  const error = await importCouncilFile(operator, json).then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw error;
  for (const [path, fault] of Object.entries(error.fields))
    expect(error.message).toContain(`${path}: ${fault}`);
  return { ...error.fields };
};
const body = (more: object) => ({ bodies: [{ slug: "saltby-council", ...more }] });

let first: Awaited<ReturnType<typeof importCouncilFile>>;
beforeAll(async () => {
  first = await importCouncilFile(operator, file);
});

test("a file is taken in whole, and counted", () => {
  expect(first).toEqual({
    areas: { ...none, created: 2 },
    bodies: { ...none, created: 1 },
    connections: { ...none, created: 2 },
    contacts: { ...none, created: 2 },
    templates: { ...none, created: 2 },
    users: { ...none, created: 3 },
    clients: { ...none, created: 1 },
  });
});

test("a back end's words keep the meanings that the file gives them, in one spelling", async () => {
  const { statusMatches } = await db.connection.findFirstOrThrow({
    where: { slug: "saltby-o311" },
    select: { statusMatches: { orderBy: { external: "asc" } } },
  });
  expect(statusMatches).toMatchObject([
    { external: "noise", state: null, ignore: true },
    { external: "note", state: null, ignore: false },
    { external: "works_ordered", state: "planned", ignore: false },
  ]);
});

test("service codes are matched to categories by the file; what it does not mention stays, null takes a match back", async () => {
  const connection = await db.connection.findFirstOrThrow({ where: { slug: "saltby-o311" } });
  const of = { connectionId: connection.id };
  const matches = async () =>
    (
      await db.serviceCodeMatch.findMany({
        where: of,
        orderBy: { code: "asc" },
        select: { code: true, category: { select: { name: true } } },
      })
    ).map(({ code, category }) => [code, category?.name ?? null]);
  expect(await matches()).toEqual([["KRB *", "Loose kerb"]]);
  await db.serviceCodeMatch.create({ data: { ...of, code: "SEEN", name: "Seen at the back end" } });
  const again = (serviceCodes: Record<string, string | null>) =>
    importCouncilFile(operator, {
      bodies: [{ slug: "saltby-council", connections: [{ slug: "saltby-o311", serviceCodes }] }],
    });
  expect((await again({ SEEN: "Graffiti" })).connections).toMatchObject({ updated: 1 });
  expect((await again({ SEEN: "Graffiti" })).connections).toMatchObject({ unchanged: 1 });
  expect(await matches()).toEqual([
    ["KRB *", "Loose kerb"],
    ["SEEN", "Graffiti"],
  ]);
  expect((await again({ SEEN: null })).connections).toMatchObject({ updated: 1 });
  expect((await again({ SEEN: null, NEVER: null })).connections).toMatchObject({ unchanged: 1 });
  expect(await matches()).toEqual([
    ["KRB *", "Loose kerb"],
    ["SEEN", null],
  ]);
  await expect(again({ SEEN: "Nothing of the kind" })).rejects.toMatchObject({
    fields: {
      "bodies[0].connections[0].serviceCodes.SEEN": "This body has no contact for “Nothing of the kind”",
    },
  });
});

test("what was written is what the file says", async () => {
  const saved = await db.body.findUniqueOrThrow({
    where: { slug: "saltby-council" },
    include: {
      defaultConnection: true,
      updatesUser: true,
      contacts: { include: { questions: { orderBy: { order: "asc" } }, connection: true, category: true } },
      templates: { include: { contacts: true }, orderBy: { title: "asc" } },
    },
  });
  const connection = saved.defaultConnection;
  expect(connection && readSettings({ ...connection, method: "open311" })).toMatchObject({
    apiKey: "hush hush",
    onUnclear: "resend",
    format: "xml",
  });
  expect(saved.updatesUser?.email).toBe("web@saltby.example");
  const kerb = saved.contacts.find(({ category }) => category.name === "Loose kerb");
  expect(kerb).toMatchObject({ state: "confirmed", idField: "fixmystreet_id", connection: null });
  expect(kerb?.questions.map(({ code, automated }) => [code, automated])).toEqual([
    ["depth", "asked"],
    ["easting", "server_set"],
    ["gas", "asked"],
  ]);
  expect(saved.templates.map(({ state, externalStatusCode }) => [state, externalStatusCode])).toEqual([
    ["fixed_council", null],
    [null, "17 b"],
  ]);
  const area = await db.area.findUniqueOrThrow({ where: { slug: "saltby" } });
  expect(area).toMatchObject({ west: 1, south: 50, east: 2, north: 51 });
});

test("secrets are nowhere in the clear, neither in a row nor in the books", async () => {
  const rows = [
    await db.connection.findMany(),
    await db.apiClient.findMany(),
    await db.auditEntry.findMany(),
  ];
  expect(JSON.stringify(rows)).not.toMatch(/hush hush|kerb-app-key/);
  const where = { keyHash: hashClientKey("kerb-app-key") };
  expect(await db.apiClient.findUnique({ where, include: { body: true } })).toMatchObject({
    ...{ may: ["post-requests"], trusted: true, callsPerMinute: 90, note: "Ask Ada" },
    // Too short for a part of it to be shown.
    keyHint: "",
    body: { slug: "saltby-council" },
  });
});

test("roles are rows of the body, with their permissions", async () => {
  const ada = await db.user.findUniqueOrThrow({
    where: { email: "ada@saltby.example" },
    include: { roles: { include: { role: { include: { body: true } } } } },
  });
  expect(ada.roles).toHaveLength(1);
  expect(ada.roles[0]?.role).toMatchObject({ slug: "admin", body: { slug: "saltby-council" } });
  expect(ada.roles[0]?.role.permissions).toContain("body:edit");
});

test("the books name each thing that changed, once", async () => {
  const entries = await db.auditEntry.findMany({
    where: { action: { startsWith: "contacts." } },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action, subject, actorName }) => [action, subject, actorName])).toEqual([
    ["contacts.create", { category: "Loose kerb" }, "test"],
    ["contacts.create", { category: "Graffiti" }, "test"],
  ]);
});

test("a second time nothing changes", async () => {
  const again = await importCouncilFile(operator, file);
  for (const thing of things) {
    expect(again[thing], thing).toEqual({ ...none, unchanged: first[thing].created });
  }
});

test.each([true, false])("what is exported is found unchanged (with secrets: %s)", async (withSecrets) => {
  const written = await exportCouncilFile({ withSecrets });
  const text = JSON.stringify(written);
  expect(text.includes("hush hush")).toBe(withSecrets);
  const counts = await importCouncilFile(operator, JSON.parse(text));
  for (const thing of things) {
    expect(counts[thing], thing).toEqual({ ...none, unchanged: first[thing].created });
  }
  expect(await exportCouncilFile({ withSecrets })).toEqual(written);
});

test("one body is exported with its areas and staff, and no callers", async () => {
  await importCouncilFile(operator, { bodies: [{ slug: "elsewhere", name: "Elsewhere" }] });
  const written = await exportCouncilFile({ body: "elsewhere" });
  expect(written).toMatchObject({ areas: [], users: [], bodies: [{ slug: "elsewhere" }] });
  expect(written.clients).toBeUndefined();
  await expect(exportCouncilFile({ body: "nowhere" })).rejects.toThrow("nowhere");
});

test("what the file does not mention stays", async () => {
  const before = await exportCouncilFile({ body: "saltby-council", withSecrets: true });
  const counts = await importCouncilFile(
    operator,
    body({
      connections: [{ slug: "saltby-o311", settings: { multiPhotos: true } }],
      contacts: [{ category: "Loose kerb", groups: ["Pavements"] }],
    }),
  );
  expect(counts.connections).toEqual({ ...none, updated: 1 });
  expect(counts.contacts).toEqual({ ...none, updated: 1 });
  expect(counts.bodies).toEqual({ ...none, unchanged: 1 });
  const after = await exportCouncilFile({ body: "saltby-council", withSecrets: true });
  const connection = before.bodies?.[0]?.connections?.[1];
  expect(after.bodies?.[0]?.connections?.[1]).toEqual({
    ...connection,
    settings: { ...connection?.settings, multiPhotos: true },
  });
  expect(after.bodies?.[0]?.contacts?.[1]).toEqual({
    ...before.bodies?.[0]?.contacts?.[1],
    groups: ["Pavements"],
  });
  await importCouncilFile(operator, file); // multiPhotos is not mentioned there
});

test("a list that is given is the whole list: questions, areas, roles, a template's categories", async () => {
  const kerb = { category: "Loose kerb", questions: [{ code: "gas", description: "Gas?" }] };
  await importCouncilFile(operator, {
    ...body({ areas: ["fen"], contacts: [kerb], templates: [{ title: "Fixed", categories: [] }] }),
    users: [{ email: "ada@saltby.example", roles: ["viewer", "inspector"] }],
  });
  const [saved] = (await exportCouncilFile({ body: "saltby-council" })).bodies ?? [];
  expect(saved?.areas).toEqual(["fen"]);
  expect(saved?.contacts?.[1]?.questions).toEqual([
    expect.objectContaining({ code: "gas", description: "Gas?", datatype: "string", values: [] }),
  ]);
  expect(saved?.templates?.[0]?.categories).toEqual([]);
  const { users } = await exportCouncilFile({ body: "saltby-council" });
  expect(users?.[0]).toMatchObject({ email: "ada@saltby.example", roles: ["inspector", "viewer"] });
  const again = await importCouncilFile(operator, file);
  expect(again.contacts).toEqual({ ...none, updated: 1, unchanged: 1 });
});

test("a connection that changes its method keeps no setting of the old one", async () => {
  const connection = {
    slug: "turncoat",
    method: "open311",
    settings: { endpoint: "https://a.example", apiKey: "k" },
  };
  await importCouncilFile(operator, body({ connections: [connection] }));
  await importCouncilFile(operator, body({ connections: [{ slug: "turncoat", method: "hold" }] }));
  const row = await db.connection.findFirstOrThrow({ where: { slug: "turncoat" } });
  expect(row).toMatchObject({ method: "hold", settings: {}, secrets: null });
});

test.each<[string, unknown, Record<string, unknown>]>([
  ["no object", [], { "(file)": expect.any(String) }],
  ["an unknown key, at its place", body({ contcts: [] }), { "bodies[0].contcts": "This key is not known" }],
  [
    "a word for a number",
    body({
      contacts: [
        { category: "X", destination: "x", questions: [{ code: "a", description: "A", order: "1" }] },
      ],
    }),
    { "bodies[0].contacts[0].questions[0].order": expect.stringContaining("number") },
  ],
  [
    "an unknown method",
    body({ connections: [{ slug: "x", method: "pigeon" }] }),
    { "bodies[0].connections[0].method": expect.stringContaining("open311") },
  ],
  [
    "settings that do not fit",
    body({ connections: [{ slug: "x", method: "open311", settings: { endpint: "https://a.example" } }] }),
    {
      "bodies[0].connections[0].settings.endpoint": expect.any(String),
      "bodies[0].connections[0].settings.endpint": "This key is not known",
    },
  ],
  [
    "a connection that is not there",
    body({ connection: "x" }),
    { "bodies[0].connection": expect.stringContaining("“x”") },
  ],
  [
    "a contact's too",
    body({ contacts: [{ category: "Loose kerb" }, { category: "Graffiti", connection: "x" }] }),
    { "bodies[0].contacts[1].connection": expect.stringContaining("“x”") },
  ],
  [
    "an area that is not there",
    body({ areas: ["fen", "atlantis"] }),
    { "bodies[0].areas[1]": expect.stringContaining("atlantis") },
  ],
  [
    "a template for a category that is not there",
    body({ templates: [{ title: "Fixed", categories: ["Ghosts"] }] }),
    { "bodies[0].templates[0].categories[0]": expect.stringContaining("Ghosts") },
  ],
  [
    "a state that is none",
    body({ templates: [{ title: "Fixed", state: "hidden" }] }),
    { "bodies[0].templates[0].state": expect.stringContaining("fixed - council") },
  ],
  [
    "people of a body that is not there, with a role that is none",
    {
      users: [
        { email: "x@y.example", body: "z" },
        { email: "ada@saltby.example", roles: ["king"] },
      ],
    },
    {
      "users[0].body": expect.stringContaining("“z”"),
      "users[1].roles[0]": expect.stringContaining("inspector"),
    },
  ],
  [
    "a role without a body",
    { users: [{ email: "x@y.example", roles: ["admin"] }] },
    { "users[0].roles[0]": expect.any(String) },
  ],
  [
    "new things without what they need",
    {
      areas: [{ slug: "new" }],
      bodies: [
        {
          slug: "new",
          connections: [{ slug: "c" }],
          contacts: [{ category: "C" }],
          templates: [{ title: "T" }],
        },
      ],
      clients: [{ name: "New app", body: "nowhere" }],
    },
    {
      "areas[0].name": expect.any(String),
      "areas[0].geometry": expect.any(String),
      "bodies[0].name": expect.any(String),
      "bodies[0].connections[0].method": expect.any(String),
      "bodies[0].contacts[0].destination": expect.any(String),
      "bodies[0].templates[0].text": expect.any(String),
      "clients[0].apiKey": expect.any(String),
      "clients[0].body": expect.any(String),
    },
  ],
  [
    "the same twice",
    {
      ...body({ contacts: [{ category: "Graffiti" }, { category: "Graffiti" }] }),
      areas: [{ slug: "fen" }, { slug: "fen" }],
    },
    { "areas[1].slug": expect.any(String), "bodies[0].contacts[1].category": expect.any(String) },
  ],
  [
    "one address with two names",
    {
      ...body({ updatesUser: { name: "A", email: "a@b.example" } }),
      users: [{ email: "a@b.example", name: "B" }],
    },
    { "users[0].name": expect.stringContaining("“A”") },
  ],
  [
    "somebody else's key",
    { clients: [{ name: "Thief", apiKey: "kerb-app-key" }] },
    { "clients[0].apiKey": expect.stringContaining("Kerb app") },
  ],
  [
    "an outline that is not closed",
    {
      areas: [
        {
          slug: "fen",
          geometry: {
            type: "Polygon",
            coordinates: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 1],
              ],
            ],
          },
        },
      ],
    },
    { "areas[0].geometry.coordinates[0]": expect.any(String) },
  ],
])("refuses %s, naming the place", async (_, json, faults) => {
  expect(await faultsOf(json)).toEqual(faults);
});

test("a fault anywhere keeps everything else out", async () => {
  const [area] = file.areas;
  await faultsOf({ areas: [{ ...area, slug: "half" }], ...body({ areas: ["nowhere"] }) });
  expect(await db.area.findUnique({ where: { slug: "half" } })).toBeNull();
});

test("two imports at once do not trip over each other", async () => {
  const [area] = file.areas;
  const twin = {
    areas: [{ ...area, slug: "twin" }],
    bodies: [{ slug: "twin", name: "Twin", areas: ["twin"] }],
  };
  const both = await Promise.all([importCouncilFile(operator, twin), importCouncilFile(operator, twin)]);
  expect(both.map(({ bodies }) => bodies.created).sort()).toEqual([0, 1]);
});

test("only a job or a superuser may", async () => {
  const staff = {
    kind: "staff",
    userId: 1,
    superuser: false,
    bodyId: 1,
    permissions: ["body:edit"],
  } as const;
  for (const actor of [anonymous, { kind: "citizen", userId: 1 } as const, staff]) {
    await expect(importCouncilFile(actor, {})).rejects.toMatchObject({ code: "forbidden" });
  }
});
