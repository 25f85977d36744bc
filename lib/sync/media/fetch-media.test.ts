import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import exifr from "exifr";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import "@/lib/testing/database";
import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { parseDocument } from "@/lib/open311/read/document";
import { readUpdates } from "@/lib/open311/read/updates";
import { readPhoto } from "@/lib/photos/read";
import { claimMedia } from "@/lib/sync/media/claim-media";
import { fetchMedia } from "@/lib/sync/media/fetch-media";
import { nudgeMedia } from "@/lib/sync/media/nudge-media";
import { takeUpdates } from "@/lib/sync/updates/take-updates";
import { makeBody, makeConnection, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

// A little ahead: what these tests make is due from the moment it is made.
const now = new Date(Date.now() + 60_000);
const fetchNow = (at = now, timeoutMs = 10_000) =>
  fetchMedia({ now: at, limits: { timeoutMs, maxBytes: 200_000 } });
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const flat = (background: string) => sharp({ create: { width: 60, height: 40, channels: 3, background } });

/** What the back end's picture server answers, by path; and what it was asked for. */
const pages = new Map<string, RequestListener>();
const asked: string[] = [];
let busy = 0;
let busiest = 0;
const server = createServer((request, response) => {
  const page = pages.get(request.url ?? "");
  asked.push(request.url ?? "");
  busiest = Math.max(busiest, ++busy);
  response.on("close", () => busy--);
  if (page) return page(request, response);
  response.writeHead(404).end("nothing here");
});
let site = "";

const serve = (path: string, bytes: Uint8Array, type = "image/jpeg") => {
  pages.set(path, (_, response) => response.writeHead(200, { "content-type": type }).end(bytes));
  return `${site}${path}`;
};
const redirect = (path: string, to: string) => {
  pages.set(path, (_, response) => response.writeHead(302, { location: to }).end());
  return `${site}${path}`;
};

let last = 0;
let ours: Awaited<ReturnType<typeof council>>;

async function council(settings: object = {}) {
  const user = await makeUser();
  const body = await makeBody({ updatesUserId: user.id });
  const connection = await makeConnection({
    ...{ bodyId: body.id, method: "open311" },
    ...packSettings("open311", { endpoint: "https://council.example", ...settings }),
  });
  return { body, connection };
}

async function sent({ body, connection } = ours) {
  const externalId = `S-${++last}`;
  const report = await makeReport({ updatedAt: new Date("2026-05-12T08:00:00Z") });
  await makeDelivery({
    ...{ reportId: report.id, bodyId: body.id, connectionId: connection.id, method: "open311" },
    ...{ state: "sent", externalId, firstSentAt: new Date("2026-05-12T08:00:00Z") },
  });
  return { report, externalId };
}

type Told = { media: string[]; time?: string; text?: string; silent?: boolean };

/** Takes in what the back end tells, as its answer is read, and answers the update. */
async function tell(
  { report, externalId }: Awaited<ReturnType<typeof sent>>,
  { media, time = "10:00:00", text, silent = false }: Told,
  to = ours,
) {
  const row = {
    ...{ update_id: `u${++last}`, service_request_id: externalId, status: "confirmed" },
    ...{ updated_datetime: `2026-05-12T${time}Z`, media_url: media, description: text ?? "" },
  };
  const document = parseDocument(JSON.stringify([row]));
  const read = document && readUpdates(document, { endpoint: "https://council.example", timezone: "UTC" });
  const [taken] = await takeUpdates(to.connection, read?.rows ?? [], { now, silent });
  if (taken?.kind !== "created" || taken.updateId === null) throw new Error(JSON.stringify(taken));
  const { updateId } = taken;
  const look = () =>
    db.update.findUniqueOrThrow({
      where: { id: updateId },
      include: { photos: { orderBy: { position: "asc" } }, mediaFetches: { orderBy: { position: "asc" } } },
    });
  const reportNow = () => db.report.findUniqueOrThrow({ where: { id: report.id } });
  return { id: updateId, look, reportNow };
}

const hiddenBecause = (update: { visibility: string; decision: unknown }) => [
  update.visibility,
  (update.decision as { hidden: string | null }).hidden,
];
const nudges = (key: string) =>
  db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where key = ${key}`;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ours = await council();
});
afterAll(() => new Promise((done) => server.close(done).closeAllConnections()));
beforeEach(async () => {
  asked.length = 0;
  await db.mediaFetch.deleteMany();
});

test("AC-099: two pictures become two photos, upright and without their place; what is no picture is left out", async () => {
  const fromPhone = await sharp({ create: { width: 400, height: 200, channels: 3, background: "#ff0000" } })
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD3: {
        ...{ GPSLatitudeRef: "N", GPSLatitude: "54/1 36/1 0/1" },
        ...{ GPSLongitudeRef: "E", GPSLongitude: "2/1 18/1 0/1" },
      },
    })
    .jpeg()
    .toBuffer();
  expect(await exifr.gps(fromPhone)).toEqual({ latitude: 54.6, longitude: 2.3 });
  const report = await sent();
  const two = await tell(report, {
    text: "Before and after",
    media: [serve("/1", fromPhone), serve("/2.tiff", await flat("#00ff00").tiff().toBuffer())],
  });
  const page = await tell(report, {
    text: "See this page",
    media: [serve("/page", Buffer.from("<!DOCTYPE html><p>Sign in first"), "image/png")],
  });
  const inline = (await flat("#0000ff").png().toBuffer()).toString("base64");
  const along = await tell(report, {
    text: "Came along",
    media: ["data:text/plain,hello", `data:image/png;base64,${inline}`],
  });

  expect(await fetchNow()).toEqual({ kept: 3, failed: 1, later: 0, revealed: 0 });
  const { photos, mediaFetches } = await two.look();
  expect(photos.map(({ position, width, height }) => [position, width, height])).toEqual([
    [0, 200, 400],
    [1, 60, 40],
  ]);
  expect(mediaFetches.map(({ state }) => state)).toEqual(["done", "done"]);
  const stored = await readPhoto(photos[0]?.hash ?? "", "full");
  expect((await exifr.parse(Buffer.from(stored ?? []), { gps: true })) ?? {}).not.toHaveProperty("latitude");

  const left = await page.look();
  expect(left).toMatchObject({ visibility: "public", text: "See this page", photos: [] });
  expect(left.mediaFetches).toMatchObject([
    { state: "failed", lastError: "There is a web page at its address, and no picture." },
  ]);
  const { photos: own, mediaFetches: emptied } = await along.look();
  expect(own).toHaveLength(1);
  expect(emptied).toMatchObject([{ state: "done", url: "" }]);
});

test("TRAP-20: a picture that does not come is asked for again, and given up in the end; the update stays", async () => {
  pages.set("/down", (_, response) => response.writeHead(500).end());
  const picture = await flat("#111111").jpeg().toBuffer();
  const half = (path: string) =>
    pages.set(path, (_, response) => {
      response.writeHead(200, { "content-length": picture.length }).write(picture.subarray(0, 200));
      response.destroy();
    });
  half("/half");
  const update = await tell(await sent(), { text: "Look", media: [`${site}/down`, `${site}/gone`] });
  expect(await fetchNow()).toEqual({ kept: 0, failed: 0, later: 2, revealed: 0 });
  const waiting = (await update.look()).mediaFetches;
  expect(waiting).toMatchObject([
    { state: "due", attempts: 1, lastError: "Its server answered 500." },
    { state: "due", attempts: 1, lastError: "Its server answered 404." },
  ]);
  // Not before it is time.
  expect(await fetchNow(later(4))).toEqual({ kept: 0, failed: 0, later: 0, revealed: 0 });
  expect(await nudgeMedia(later(4))).toBe(false);
  expect(await nudgeMedia(later(6))).toBe(true);
  expect(await fetchNow(later(6))).toMatchObject({ later: 2 });
  serve("/down", picture);
  expect(await fetchNow(later(30))).toMatchObject({ kept: 1, failed: 1 });
  const { mediaFetches, photos, text } = await update.look();
  expect(mediaFetches).toMatchObject([
    { state: "done", attempts: 3, lastError: null },
    { state: "failed", attempts: 3 },
  ]);
  expect([photos.length, text]).toEqual([1, "Look"]);

  const cutOff = await tell(await sent(), { text: "Half", media: [`${site}/half`] });
  expect(await fetchNow()).toMatchObject({ later: 1 });
  serve("/half", picture);
  expect(await fetchNow(later(6))).toMatchObject({ kept: 1 });
  expect((await cutOff.look()).photos).toHaveLength(1);
});

test("TRAP-20: private addresses are not called, not by a redirect either; others are followed three times", async () => {
  const picture = serve("/at-last", await flat("#222222").jpeg().toBuffer());
  const around = redirect("/a", redirect("/b", redirect("/c", picture)));
  const tooFar = redirect("/z", around);
  const inside = redirect("/in", "http://10.0.0.7/secret.png");
  const report = await sent();
  const update = await tell(report, { text: "Look", media: [around, tooFar, inside] });
  const direct = await tell(report, { text: "Look at this", media: ["http://192.168.1.1/x.png"] });
  expect(await fetchNow()).toEqual({ kept: 1, failed: 0, later: 3, revealed: 0 });
  const fetches = [await update.look(), await direct.look()].flatMap(({ mediaFetches }) => mediaFetches);
  const words = fetches.map(({ lastError }) => lastError);
  expect(words).toEqual([
    null,
    "It was passed on from one address to the next, and no picture came.",
    expect.stringContaining("10.0.0.7 is a private address"),
    expect.stringContaining("192.168.1.1 is a private address"),
  ]);
});

test("neither a huge file nor a server that never ends holds anything up", async () => {
  pages.set("/slow", (_, response) => response.writeHead(200).write("\xff\xd8\xff"));
  const update = await tell(await sent(), {
    text: "Look",
    media: [serve("/huge", Buffer.alloc(200_001, 0xff)), `${site}/slow`],
  });
  expect(await fetchNow(now, 700)).toEqual({ kept: 0, failed: 1, later: 1, revealed: 0 });
  expect((await update.look()).mediaFetches).toMatchObject([
    { state: "failed", lastError: "It is larger than 0.2 MB." },
    { state: "due", lastError: expect.stringContaining("No answer within") },
  ]);
});

test("two workers fetch each picture once, and what one of them left behind is fetched when its claim has ended", async () => {
  const report = await sent();
  for (let n = 0; n < 3; n++) {
    const media = [serve(`/shared${n}`, await flat(`#0${n}0${n}0${n}`).jpeg().toBuffer())];
    await tell(report, { text: `Look ${n}`, media });
  }
  const [one, other] = await Promise.all([fetchNow(), fetchNow()]);
  expect([one.kept + other.kept, asked.length]).toEqual([3, 3]);

  const left = await tell(report, { text: "Left behind", media: [`${site}/shared0`] });
  expect(await claimMedia({ now, most: 9, mostPerHost: 9 })).toHaveLength(1);
  expect(await fetchNow(later(10))).toMatchObject({ kept: 0 });
  expect(await fetchNow(later(20))).toMatchObject({ kept: 1 });
  expect((await left.look()).mediaFetches).toMatchObject([{ state: "done", attempts: 2 }]);
});

test("a picture of a report that was born at the back end becomes the report's", async () => {
  const { report } = await sent();
  const url = serve("/born", await flat("#090909").jpeg().toBuffer());
  await db.mediaFetch.create({ data: { reportId: report.id, connectionId: ours.connection.id, url } });
  expect(await fetchNow()).toEqual({ kept: 1, failed: 0, later: 0, revealed: 0 });
  expect(await db.photo.count({ where: { reportId: report.id, position: 0 } })).toBe(1);
});

test("an address that no back end spoke of is never looked for in a private network, even one that back ends are in", async () => {
  const { report } = await sent();
  const inside = serve("/inside", await flat("#0a0a0a").jpeg().toBuffer());
  asked.length = 0;
  const row = await db.mediaFetch.create({ data: { reportId: report.id, url: inside } });
  const named = await db.mediaFetch.create({
    data: { reportId: report.id, url: inside.replace("127.0.0.1", "localhost") },
  });
  expect(await fetchNow()).toEqual({ kept: 0, failed: 2, later: 0, revealed: 0 });
  expect(asked).toEqual([]);
  const { lastError } = await db.mediaFetch.findUniqueOrThrow({ where: { id: row.id } });
  expect(lastError).toContain("private");
  await db.mediaFetch.update({
    where: { id: named.id },
    data: { ...{ state: "due", dueAt: now, attempts: 0, url: inside }, connectionId: ours.connection.id },
  });
  expect(await fetchNow()).toMatchObject({ kept: 1 });
});

test("a host is asked for two pictures at a time, and left alone for a while when it does not answer", async () => {
  pages.set("/never", () => {});
  busiest = 0;
  for (let n = 0; n < 4; n++) {
    await tell(await sent(), { text: "Look", media: [`${site}/never?${n}`, `${site}/never?${-n - 9}`] });
  }
  for (let n = -20; n < 4; n++) pages.set(`/never?${n}`, () => {});
  expect(await fetchNow(now, 700)).toMatchObject({ kept: 0, failed: 0, later: 2 });
  expect([asked.length, busiest]).toEqual([2, 2]);
  const rows = await db.mediaFetch.findMany({ select: { attempts: true, dueAt: true } });
  expect(rows.map(({ attempts }) => attempts).sort()).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  expect(rows.every(({ dueAt }) => dueAt > later(4))).toBe(true);
});

test("of more than three pictures the first three are shown, and one that fails leaves its place to the next", async () => {
  const colours = ["#300000", "#003000", "#000030", "#303000", "#003030"];
  const urls = await Promise.all(
    colours.map(async (colour, n) => serve(`/many${n}`, await flat(colour).jpeg().toBuffer())),
  );
  serve("/many1", Buffer.from("no picture"));
  const update = await tell(await sent(), { text: "All", media: urls });
  await fetchNow();
  const { photos, mediaFetches } = await update.look();
  expect(photos.map(({ position }) => position)).toEqual([0, 2, 3]);
  expect(mediaFetches.map(({ state }) => state)).toEqual(["done", "failed", "done", "done", "failed"]);
  expect(asked).not.toContain("/many4");
  expect(mediaFetches[4]?.lastError).toBe("No more than three pictures are shown.");
});

test("a picture that is the only news is shown when it is another than the last; followers are told then", async () => {
  const first = serve("/first", await flat("#400000").jpeg().toBuffer());
  const same = serve("/same", await flat("#400000").jpeg().toBuffer());
  const other = serve("/other", await flat("#004000").jpeg().toBuffer());
  const report = await sent();
  await tell(report, { text: "Started", media: [first] });
  const again = await tell(report, { media: [same], time: "10:10:00" });
  const news = await tell(report, { media: [other, `${site}/nothing`], time: "10:20:00" });
  const nothing = await tell(report, { media: [`${site}/nothing`], time: "10:30:00" });
  await db.$executeRaw`delete from graphile_worker._private_jobs where key = ${`alerts:${report.report.id}`}`;
  expect(hiddenBecause(await news.look())).toEqual(["hidden", "waits_for_its_picture"]);
  expect((await news.reportNow()).updatedAt).toEqual(new Date("2026-05-12T10:00:00Z"));

  expect(await fetchNow()).toMatchObject({ kept: 3, revealed: 0 });
  expect(hiddenBecause(await again.look())).toEqual(["hidden", "picture_not_new"]);
  // One of its pictures may still come.
  expect(hiddenBecause(await news.look())).toEqual(["hidden", "waits_for_its_picture"]);
  expect(await nudges(`alerts:${report.report.id}`)).toHaveLength(0);

  await fetchNow(later(6));
  expect(await fetchNow(later(30))).toEqual({ kept: 0, failed: 2, later: 0, revealed: 1 });
  expect(hiddenBecause(await news.look())).toEqual(["public", null]);
  expect(hiddenBecause(await nothing.look())).toEqual(["hidden", "picture_failed"]);
  expect((await news.reportNow()).updatedAt).toEqual(new Date("2026-05-12T10:20:00Z"));
  expect(await nudges(`alerts:${report.report.id}`)).toHaveLength(1);
});

test("of two that tell of the same picture one is shown, whichever comes first", async () => {
  const picture = await flat("#500000").jpeg().toBuffer();
  const report = await sent();
  await tell(report, { text: "Started", media: [] });
  pages.set("/early", (_, response) => response.writeHead(500).end());
  const early = await tell(report, { media: [`${site}/early`], time: "10:10:00" });
  const late = await tell(report, { media: [serve("/late", picture)], time: "10:20:00" });
  expect(await fetchNow()).toMatchObject({ kept: 1, revealed: 1 });
  serve("/early", picture);
  expect(await fetchNow(later(6))).toMatchObject({ kept: 1, revealed: 0 });
  expect(hiddenBecause(await late.look())).toEqual(["public", null]);
  expect(hiddenBecause(await early.look())).toEqual(["hidden", "picture_not_new"]);
});

test("what is old, or of a back end whose reporters are not mailed, is shown without mail to them", async () => {
  const quiet = await council({ suppressAlerts: true });
  const [old, hushed] = [await sent(), await sent(quiet)];
  const alert = await db.alert.create({
    data: { kind: "report", reportId: hushed.report.id, userId: hushed.report.reporterId ?? 0 },
  });
  await tell(old, { text: "Started", media: [] });
  await tell(hushed, { text: "Started", media: [] }, quiet);
  await db.$executeRaw`delete from graphile_worker._private_jobs where key = ${`alerts:${old.report.id}`}`;
  const media = [serve("/news", await flat("#600000").jpeg().toBuffer())];
  await tell(old, { media, time: "10:10:00", silent: true });
  const hushedNews = await tell(hushed, { media, time: "10:10:00" }, quiet);
  expect(await fetchNow()).toMatchObject({ revealed: 2 });
  expect(await nudges(`alerts:${old.report.id}`)).toHaveLength(0);
  expect(await db.alertSent.count({ where: { alertId: alert.id, updateId: hushedNews.id } })).toBe(1);
});

test("while staging nothing is called; what came along is unpacked", async () => {
  provideEnv({ STAGING: "1" });
  onTestFinished(() => provideEnv({ STAGING: "0" }));
  const inline = (await flat("#700000").png().toBuffer()).toString("base64");
  const away = serve("/away", await flat("#700070").jpeg().toBuffer());
  await tell(await sent(), { text: "Look", media: [away] });
  expect(await nudgeMedia(now)).toBe(false);
  await tell(await sent(), { text: "Look", media: [`data:image/png;base64,${inline}`] });
  expect(await nudgeMedia(now)).toBe(true);
  expect(await fetchNow()).toMatchObject({ kept: 1, later: 0 });
  expect(asked).toEqual([]);
});
