import "@/lib/testing/database";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { readUpload } from "@/app/api/photos/read-upload";
import { pictureResponse } from "@/app/photo/picture-response";
import { db } from "@/lib/db";
import { addPhoto } from "@/lib/photos/add";
import { maxPhotoBytes } from "@/lib/photos/encode";

let hash = "";

beforeAll(async () => {
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: "#123456" } });
  const { id } = await addPhoto(await picture.png().toBuffer());
  hash = (await db.photo.findUniqueOrThrow({ where: { id } })).hash;
});

const ask = (ifNoneMatch?: string, overrides: { size?: "thumb"; public?: boolean; hash?: string } = {}) =>
  pictureResponse(
    new Request("https://mendline.test/photo/7.0.full.jpeg", {
      headers: ifNoneMatch ? { "If-None-Match": ifNoneMatch } : {},
    }),
    { hash, size: "full", public: true, name: "7.0.full.jpeg", ...overrides },
  );

test("a public photo is a JPEG that caches may keep for a short time", async () => {
  const response = await ask();
  expect(response?.status).toBe(200);
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    "content-type": "image/jpeg",
    "cache-control": "public, max-age=300, s-maxage=5",
    "x-content-type-options": "nosniff",
    "content-disposition": 'inline; filename="7.0.full.jpeg"',
    etag: `"${hash}"`,
  });
  expect((await sharp(Buffer.from(await (response as Response).arrayBuffer())).metadata()).format).toBe(
    "jpeg",
  );
});

test("a private photo is kept by nobody, and bytes that are gone are no answer", async () => {
  expect((await ask(undefined, { public: false }))?.headers.get("cache-control")).toBe("private, no-store");
  expect(await ask(undefined, { hash: "0".repeat(64) })).toBeNull();
});

test.each<[string, number]>([
  ['"HASH"', 304],
  ['W/"HASH"', 304],
  ['"other", "HASH"', 304],
  ["*", 304],
  ['"HASH-thumb"', 200],
  ['"other"', 200],
])("who has %s is answered %i", async (tag, status) => {
  expect((await ask(tag.replace("HASH", hash)))?.status).toBe(status);
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  readUpload(
    new Request("https://mendline.test/api/photos", {
      method: "POST",
      body,
      headers,
      duplex: "half",
    } as RequestInit),
  );

const form = (...fields: [string, Blob | string][]) => {
  const made = new FormData();
  for (const [name, value] of fields) made.append(name, value);
  return made;
};

test("an upload is the one file of the field photo", async () => {
  expect(await post(form(["photo", new Blob(["bytes"])]))).toEqual(new Uint8Array(Buffer.from("bytes")));
});

test.each<[string, () => BodyInit]>([
  ["no file", () => form(["other", new Blob(["x"])])],
  ["a text in its place", () => form(["photo", "x"])],
  ["two files", () => form(["photo", new Blob(["x"])], ["photo", new Blob(["y"])])],
  ["no form", () => "{}"],
])("%s is refused", async (_, body) => {
  await expect(post(body())).rejects.toMatchObject({ code: "invalid", message: /No photo arrived/ });
});

test("more than 20 MB is refused while it comes in, whatever length was announced", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1_000_000;
      controller.enqueue(new Uint8Array(1_000_000));
    },
  });
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  await expect(post(endless, headers)).rejects.toMatchObject({ message: /larger than 20 MB/ });
  expect(sent).toBeLessThan(maxPhotoBytes + 5_000_000);
  await expect(post("x", { ...headers, "content-length": "99999999" })).rejects.toMatchObject({
    message: /larger than 20 MB/,
  });
});
