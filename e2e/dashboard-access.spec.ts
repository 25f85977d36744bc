import { type APIRequestContext, expect, request, test } from "@playwright/test";
import { db } from "@/lib/db";
import { makeUpdate, makeUser } from "@/lib/testing/factories";
import { sourceFiles } from "@/lib/testing/imports";
import { joinSite } from "@/lib/testing/site";
import { signedIn } from "./staff";

// Every address of the dashboard, as everybody who may come to it. Which verbs judge what is shown by
// app/admin/authorization.test.ts; this is whether their word reaches whoever asks.

let leave: () => Promise<void>;
let paths: Path[];
test.beforeAll(async () => {
  leave = await joinSite();
  paths = await everyPath();
});
test.afterAll(() => leave());

type Path = { path: string; page: boolean; ofOne: boolean; forSuperusers: boolean };

/** Which bodies and areas there are concerns the whole installation. */
const superusers = /^\/(api\/)?admin\/(areas\b|bodies\/new$)/;
/** What an address cannot be asked without. */
const asked = (ids: Record<string, number>): Record<string, string> => ({
  "/api/admin/search": "?q=lamp",
  "/api/admin/history": `?connection=${ids.connections}`,
  "/admin/roles/new": `?body=${ids.bodies}`,
});

/** Every page under `/admin` and every route under `/api/admin`, on things of the city's. */
async function everyPath(): Promise<Path[]> {
  const ids = await cityIds();
  return sourceFiles().flatMap((file) => {
    const [, route, kind] = /^app(\/(?:api\/)?admin(?:\/.*)?)\/(page\.tsx|route\.ts)$/.exec(file) ?? [];
    if (!route || !kind) return [];
    const path = route
      .replace(/\/([\w-]+)\/\[id\]/, (_, things: string) => `/${things}/${ids[things] ?? "?"}`)
      .replace("[poll]", String(ids.polls))
      .replace("[run]", String(ids.history))
      .replace("[event]", String(ids.events));
    expect(path, `${file}: what to put into its address`).not.toMatch(/[[?]/);
    return [
      {
        path: path + (asked(ids)[path] ?? ""),
        page: kind === "page.tsx",
        ofOne: path !== route,
        forSuperusers: superusers.test(route),
      },
    ];
  });
}

/** One of each of the things that belong to the city alone, by their folder under `/admin`. */
async function cityIds(): Promise<Record<string, number>> {
  const body = await db.body.findUniqueOrThrow({ where: { slug: "alderwick-city-council" } });
  const bodyId = body.id;
  const select = { id: true } as const;
  const report = await db.report.findFirstOrThrow({
    where: { visibility: "public", deliveries: { some: { bodyId }, every: { bodyId } } },
    select: { id: true, deliveries: { select } },
  });
  const deliveryId = report.deliveries[0]?.id ?? 0;
  const connection = await db.connection.findFirstOrThrow({ where: { bodyId, method: "open311" }, select });
  return {
    ...(await comeAndGone(connection.id, report.id, deliveryId)),
    clients: (await cityClient(bodyId)).id,
    ...(await cityWebhook(bodyId)),
    bodies: bodyId,
    areas: (await db.area.findFirstOrThrow({ where: { bodies: { some: { bodyId } } }, select })).id,
    connections: connection.id,
    contacts: (await db.contact.findFirstOrThrow({ where: { bodyId, state: "confirmed" }, select })).id,
    deliveries: deliveryId,
    reports: report.id,
    roles: (await db.role.findFirstOrThrow({ where: { bodyId }, select })).id,
    templates: (await db.responseTemplate.findFirstOrThrow({ where: { bodyId }, select })).id,
    users: (await db.user.findFirstOrThrow({ where: { bodyId, deletedAt: null }, select })).id,
  };
}

/** A caller of the city's, whose key nobody has. */
const cityClient = (bodyId: number) => {
  const name = crypto.randomUUID();
  return db.apiClient.create({ data: { name, keyHash: name, bodyId }, select: { id: true } });
};

/** An address that hears of what is the city's, and what it once heard. */
async function cityWebhook(bodyId: number): Promise<Record<string, number>> {
  const webhook = await db.webhook.create({
    data: {
      bodyId,
      name: crypto.randomUUID(),
      url: "https://hook.example",
      secret: "",
      pausedAt: new Date(),
    },
    select: { id: true },
  });
  const event = await db.webhookDelivery.create({
    data: { webhookId: webhook.id, event: "ping", eventId: crypto.randomUUID(), state: "sent" },
    select: { id: true },
  });
  return { webhooks: webhook.id, events: event.id };
}

/** What came in from the city's back end and what went there, all of it over and seen by nobody else. */
async function comeAndGone(
  connectionId: number,
  reportId: number,
  deliveryId: number,
): Promise<Record<string, number>> {
  const of = { connectionId, kind: "updates" } as const;
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const poll = await db.poll.create({
    data: { ...of, state: "done", windowStart: ago(3_001), windowEnd: ago(3_000), durationMs: 1 },
  });
  const letter = await db.deadLetter.create({
    data: {
      ...{ ...of, fingerprint: crypto.randomUUID(), payload: {}, reason: "It was tried out" },
      ...{ resolvedAt: new Date(), resolution: "dismissed" },
    },
  });
  const { id: updateId } = await makeUpdate({ reportId, visibility: "hidden" });
  const update = await db.updateDelivery.create({
    data: { updateId, deliveryId, connectionId, saidAt: new Date(), state: "skipped" },
  });
  const run = await db.historyRun.create({
    data: {
      ...{ connectionId, kind: "requests", task: "look", state: "done", byWorker: true },
      ...{ fileName: "old.csv", fileBytes: 1, fileHash: crypto.randomUUID() },
    },
  });
  return { polls: poll.id, "dead-letters": letter.id, updates: update.id, history: run.id };
}

/** Asks for all of these, some at a time, and tells which were answered otherwise than they should be. */
async function wrong(
  context: APIRequestContext,
  some: Path[],
  right: (answer: Answer, path: Path) => boolean,
) {
  const queue = [...some];
  const found: string[] = [];
  const ask = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const response = await context.get(one.path, { maxRedirects: 0 });
      const answer = { status: response.status(), to: response.headers().location ?? "" };
      if (!right(answer, one)) found.push(`${one.path}: ${answer.status} ${answer.to}`);
      await response.dispose();
    }
  };
  await Promise.all(Array.from({ length: 4 }, ask));
  await context.dispose();
  return found.sort();
}
type Answer = { status: number; to: string };

const isRefused = ({ status }: Answer) => status === 403 || status === 404;

test("nobody gets anywhere without signing in", async ({ baseURL }) => {
  const context = await request.newContext({ baseURL: baseURL ?? "" });
  expect(paths.length).toBeGreaterThan(50);
  const right = ({ status, to }: Answer, { page }: Path) =>
    page ? status === 307 && new URL(to, baseURL).pathname === "/auth" : status === 403;
  expect(await wrong(context, paths, right)).toEqual([]);
});

test("whoever signs in there comes back to where they wanted to go", async ({ baseURL }) => {
  const context = await request.newContext({ baseURL: baseURL ?? "" });
  const response = await context.get("/admin/deliveries?state=unclear", { maxRedirects: 0 });
  const to = new URL(response.headers().location ?? "", baseURL);
  expect(to.searchParams.get("next")).toBe("/admin/deliveries?state=unclear");
  await context.dispose();
});

test("a citizen is refused everywhere", async ({ baseURL }) => {
  const email = `citizen-${crypto.randomUUID().slice(0, 8)}@example.org`;
  await makeUser({ email });
  const context = await signedIn(baseURL ?? "", email);
  expect(await wrong(context, paths, ({ status }) => status === 403)).toEqual([]);
});

test("the county's administrator is refused everything of the city's", async ({ baseURL }) => {
  const context = await signedIn(baseURL ?? "", "helen.marsh@rushmere.example");
  const some = paths.filter(({ ofOne }) => ofOne);
  expect(some.length).toBeGreaterThan(20);
  expect(await wrong(context, some, isRefused)).toEqual([]);
});

test("the city's administrator sees all of it, but for what concerns every body", async ({ baseURL }) => {
  const context = await signedIn(baseURL ?? "", "grace.holloway@alderwick.example");
  const right = ({ status }: Answer, { forSuperusers }: Path) => status === (forSuperusers ? 403 : 200);
  expect(await wrong(context, paths, right)).toEqual([]);
});

test("a superuser sees everything", async ({ baseURL }) => {
  const context = await signedIn(baseURL ?? "", "site@mendline.example");
  expect(await wrong(context, paths, ({ status }) => status === 200)).toEqual([]);
});
