import "@/lib/testing/database";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { expect, onTestFinished, test } from "vitest";
import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";
import { provideEnv } from "@/lib/env";
import { addPhoto } from "@/lib/photos/add";
import { attachPhotos } from "@/lib/photos/attach";
import { deleteOrphanedPhotos } from "@/lib/photos/delete-orphaned";
import { findDraftPhoto, findReportPhoto } from "@/lib/photos/find";
import { readPhoto } from "@/lib/photos/read";
import { makeBody, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

let shade = 0;
const picture = () =>
  sharp({ create: { width: 64, height: 48, channels: 3, background: { r: shade++ * 16, g: 90, b: 160 } } })
    .png()
    .toBuffer();

const attach = (reportId: number, ...ids: string[]) =>
  db.$transaction((tx) => attachPhotos(tx, { reportId }, ids));
const hashOf = async (id: string) => (await db.photo.findUniqueOrThrow({ where: { id } })).hash;
const age = (id: string, hours: number) =>
  db.photo.update({ where: { id }, data: { createdAt: new Date(Date.now() - hours * 3_600_000) } });
const nobody = async (): Promise<Actor> => anonymous;

test("a photo is kept once by its content, in both sizes, and read back", async () => {
  const bytes = await picture();
  const [first, second] = await Promise.all([addPhoto(bytes), addPhoto(bytes)]);
  expect(first).toMatchObject({ width: 64, height: 48 });
  expect(first.id).not.toBe(second.id);
  const hash = await hashOf(first.id);
  expect(await hashOf(second.id)).toBe(hash);
  expect(await db.photoData.count({ where: { hash } })).toBe(2);
  expect(await sharp((await readPhoto(hash, "full")) ?? undefined).metadata()).toMatchObject({ width: 64 });
  expect(await sharp((await readPhoto(hash, "thumb")) ?? undefined).metadata()).toMatchObject({
    width: 320,
    height: 240,
  });
  expect(await readPhoto("0".repeat(64), "full")).toBeNull();
});

test("photos stand on a report in the order given, at most three, and each on one report only", async () => {
  const report = await makeReport();
  const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(async () => addPhoto(await picture())));
  if (!a || !b || !c || !d) throw new Error("four were made");
  await attach(report.id, b.id, a.id, b.id);
  await attach(report.id, c.id);
  const photos = await db.photo.findMany({ where: { reportId: report.id }, orderBy: { position: "asc" } });
  expect(photos.map(({ id, position }) => [position, id])).toEqual([
    [0, b.id],
    [1, a.id],
    [2, c.id],
  ]);
  await expect(attach(report.id, d.id)).rejects.toMatchObject({
    fields: { photoIds: "Add at most three photos." },
  });
  const other = await makeReport();
  await expect(attach(other.id, d.id, a.id)).rejects.toMatchObject({
    code: "invalid",
    fields: { photoIds: /lost/ },
  });
  await expect(attach(other.id, crypto.randomUUID())).rejects.toMatchObject({ code: "invalid" });
  await expect(attach(other.id, "'; drop table")).rejects.toMatchObject({ code: "invalid" });
  expect(await db.photo.count({ where: { reportId: other.id } })).toBe(0);
});

test("what nobody took within a day is deleted with its bytes; what somebody has, or shares, stays", async () => {
  const shared = await picture();
  const [old, fresh, taken, twin] = await Promise.all([
    addPhoto(await picture()),
    addPhoto(await picture()),
    addPhoto(shared),
    addPhoto(shared),
  ]);
  const [oldHash, sharedHash] = await Promise.all([hashOf(old.id), hashOf(taken.id)]);
  await attach((await makeReport()).id, taken.id);
  await Promise.all([age(old.id, 25), age(fresh.id, 23), age(taken.id, 999), age(twin.id, 25)]);
  await db.photoData.create({ data: { hash: "stray", size: "full", bytes: new Uint8Array([1]) } });
  expect(await deleteOrphanedPhotos(new Date())).toBe(2);
  const left = await db.photo.findMany({ where: { id: { in: [old.id, fresh.id, taken.id, twin.id] } } });
  expect(left.map(({ id }) => id).sort()).toEqual([fresh.id, taken.id].sort());
  expect(await readPhoto(oldHash, "full")).toBeNull();
  expect(await readPhoto(sharedHash, "full")).not.toBeNull();
  expect(await db.photoData.count({ where: { hash: "stray" } })).toBe(0);
});

test("a deleted report's photos belong to nobody, and go with the next cleaning", async () => {
  const [report, photo] = [await makeReport(), await addPhoto(await picture())];
  await attach(report.id, photo.id);
  await age(photo.id, 48);
  await db.report.delete({ where: { id: report.id } });
  expect(await findDraftPhoto(photo.id)).toBeNull();
  expect(await deleteOrphanedPhotos()).toBe(1);
});

test("a photo is seen exactly where its report is", async () => {
  const [reporter, stranger, body] = await Promise.all([makeUser(), makeUser(), makeBody()]);
  const report = await makeReport({ reporterId: reporter.id });
  await makeDelivery({ reportId: report.id, bodyId: body.id });
  const photo = await addPhoto(await picture());
  expect(await findDraftPhoto(photo.id)).toBe(await hashOf(photo.id));
  await attach(report.id, photo.id);
  expect(await findDraftPhoto(photo.id)).toBeNull();
  const clerk = { kind: "staff", userId: 0, superuser: false, permissions: ["report:view-private"] } as const;
  const actors: Record<string, Actor> = {
    nobody: anonymous,
    reporter: { kind: "citizen", userId: reporter.id },
    stranger: { kind: "citizen", userId: stranger.id },
    ownClerk: { ...clerk, bodyId: body.id },
    otherClerk: { ...clerk, bodyId: body.id + 1000 },
  };
  const seenBy = async () => {
    const all = await Promise.all(
      Object.entries(actors).map(async ([name, actor]) =>
        (await findReportPhoto(report.id, 0, async () => actor)) ? name : "",
      ),
    );
    return all.filter(Boolean);
  };
  const show = (visibility: "unconfirmed" | "public" | "private" | "hidden") =>
    db.report.update({ where: { id: report.id }, data: { visibility } });
  expect(await seenBy()).toEqual(Object.keys(actors));
  await show("private");
  expect(await seenBy()).toEqual(["reporter", "ownClerk"]);
  await show("hidden");
  expect(await seenBy()).toEqual(["ownClerk"]);
  await show("unconfirmed");
  expect(await seenBy()).toEqual([]);
  expect(await findReportPhoto(report.id, 1, nobody)).toBeNull();
  expect(await findReportPhoto(9_999_999_999, 0, nobody)).toBeNull();
});

test("with an object store configured the bytes go there, signed, and nothing into the database", async () => {
  const objects = new Map<string, Buffer>();
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const key = request.url ?? "";
    seen.push(
      `${request.method} ${/Credential=key-id\/\d{8}\/auto\/s3\/aws4_request/.test(request.headers.authorization ?? "")}`,
    );
    if (request.method === "PUT") objects.set(key, Buffer.concat(chunks));
    if (request.method === "DELETE") objects.delete(key);
    const found = objects.get(key);
    response.writeHead(request.method === "GET" && !found ? 404 : request.method === "DELETE" ? 204 : 200);
    response.end(request.method === "GET" ? found : undefined);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const none = { S3_ENDPOINT: "", S3_BUCKET: "", S3_ACCESS_KEY_ID: "", S3_SECRET_ACCESS_KEY: "" };
  onTestFinished(() => {
    provideEnv(none);
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provideEnv({
    S3_ENDPOINT: endpoint,
    S3_BUCKET: "pictures",
    S3_ACCESS_KEY_ID: "key-id",
    S3_SECRET_ACCESS_KEY: "key",
  });
  const photo = await addPhoto(await picture());
  const hash = await hashOf(photo.id);
  expect([...objects.keys()]).toEqual([
    `/pictures/photos/${hash}.full.jpeg`,
    `/pictures/photos/${hash}.thumb.jpeg`,
  ]);
  expect(await db.photoData.count({ where: { hash } })).toBe(0);
  expect((await readPhoto(hash, "thumb"))?.byteLength).toBeGreaterThan(100);
  expect(await readPhoto("1".repeat(64), "thumb")).toBeNull();
  await age(photo.id, 30);
  await deleteOrphanedPhotos();
  expect(objects.size).toBe(0);
  expect(seen).toEqual(["PUT true", "PUT true", "GET true", "GET true", "DELETE true", "DELETE true"]);
  provideEnv({ ...none, S3_ENDPOINT: endpoint });
  await expect(readPhoto(hash, "full")).rejects.toThrow(/only with all of S3_ENDPOINT/);
});
