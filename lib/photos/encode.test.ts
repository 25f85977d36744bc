import { crc32, deflateSync } from "node:zlib";
import exifr from "exifr";
import sharp, { type Region } from "sharp";
import { expect, test } from "vitest";
import { DomainError } from "@/lib/errors";
import { encodePhoto, maxPhotoBytes } from "@/lib/photos/encode";

/** Left half red, right half blue: shows which way up a picture is. */
const twoHalves = (width = 400, height = 200) =>
  sharp({ create: { width, height, channels: 3, background: "#ff0000" } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: "#0000ff" } },
      left: width / 2,
      top: 0,
    },
  ]);

/** `stats` looks at the file, not at what is cut out of it, hence the detour. */
const dominant = async (bytes: Uint8Array, region: Region) =>
  (await sharp(await sharp(bytes).extract(region).png().toBuffer()).stats()).dominant;

const refusal = (bytes: Uint8Array): Promise<unknown> => encodePhoto(bytes).catch((error: unknown) => error);

test.each(["jpeg", "png", "webp", "avif", "gif", "tiff"] as const)(
  "a %s becomes a JPEG with a thumbnail of 4:3",
  async (format) => {
    const photo = await encodePhoto(await twoHalves().toFormat(format).toBuffer());
    expect([photo.width, photo.height]).toEqual([400, 200]);
    expect(await sharp(photo.full).metadata()).toMatchObject({
      format: "jpeg",
      width: 400,
      height: 200,
      space: "srgb",
    });
    expect(await sharp(photo.thumb).metadata()).toMatchObject({ format: "jpeg", width: 320, height: 240 });
  },
);

test("a photo is turned upright, and nothing of its metadata is left: no place, no camera, no profile", async () => {
  const original = await twoHalves()
    .withMetadata({ orientation: 6 })
    .withIccProfile("p3")
    .withExifMerge({
      IFD0: { Make: "Tattletale", Copyright: "Ines" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "54/1 36/1 0/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "2/1 18/1 0/1",
      },
    })
    .withXmp(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>',
    )
    .jpeg()
    .toBuffer();
  // The test would prove nothing if the original had no place in it.
  expect(await exifr.gps(original)).toEqual({ latitude: 54.6, longitude: 2.3 });
  const { full, thumb, width, height } = await encodePhoto(original);
  expect([width, height]).toEqual([200, 400]);
  const top = await dominant(full, { left: 50, top: 50, width: 100, height: 100 });
  const bottom = await dominant(full, { left: 50, top: 250, width: 100, height: 100 });
  expect(top.r).toBeGreaterThan(200);
  expect(bottom.b).toBeGreaterThan(200);
  for (const bytes of [full, thumb]) {
    expect(await exifr.parse(Buffer.from(bytes), true)).not.toMatchObject({ Make: expect.anything() });
    const { exif, icc, xmp, iptc, orientation } = await sharp(bytes).metadata();
    expect({ exif, icc, xmp, iptc, orientation }).toEqual({});
    expect(Buffer.from(bytes).includes("Tattletale")).toBe(false);
  }
});

test("a large photo is made smaller, a small one stays as it is", async () => {
  const large = await encodePhoto(await twoHalves(4000, 1000).jpeg().toBuffer());
  expect([large.width, large.height]).toEqual([2048, 512]);
  const small = await encodePhoto(await twoHalves(40, 20).jpeg().toBuffer());
  expect([small.width, small.height]).toEqual([40, 20]);
});

test("what is transparent becomes white, and of a moving picture the first frame is taken", async () => {
  const clear = sharp({ create: { width: 20, height: 20, channels: 4, background: "#00000000" } });
  const { full } = await encodePhoto(await clear.png().toBuffer());
  expect((await sharp(full).stats()).channels.map(({ min }) => min)).toEqual([255, 255, 255]);
  const frames = await Promise.all(
    ["#ff0000", "#0000ff"].map((background) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const moving = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  expect((await sharp(moving).metadata()).pages).toBe(2);
  const first = await encodePhoto(moving);
  expect((await sharp(first.full).stats()).dominant.r).toBeGreaterThan(200);
  expect(first.height).toBe(20);
});

function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.byteLength, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A few kilobytes that unpack to `width` × `height` black pixels. */
function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.min(64_000_000, Math.ceil(width / 8) * height)), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", rows),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

test("a bomb is refused from its header: it costs neither time nor memory", async () => {
  const bomb = pngBomb(30_000, 30_000);
  expect(bomb.byteLength).toBeLessThan(200_000);
  const before = process.memoryUsage().rss;
  const started = performance.now();
  expect(await refusal(bomb)).toMatchObject({
    code: "invalid",
    message: expect.stringMatching(/100 million pixels/),
  });
  expect(performance.now() - started).toBeLessThan(2000);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

const heic = Buffer.concat([
  Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"),
  Buffer.alloc(500, 7),
]);
const jpeg = await twoHalves(600, 600).jpeg().toBuffer();

test.each<[string, Uint8Array, RegExp]>([
  ["nothing at all", Buffer.alloc(0), /No photo arrived/],
  ["more than 20 MB", Buffer.alloc(maxPhotoBytes + 1), /larger than 20 MB/],
  ["a text", Buffer.from("I am a photo, honestly."), /not a photo that we can read/],
  [
    "a drawing",
    Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    /a drawing/,
  ],
  ["a document", Buffer.from("%PDF-1.7\n1 0 obj"), /a document/],
  ["a photo that was cut off", jpeg.subarray(0, jpeg.length / 2), /damaged or was cut off/],
  ["a photo's first bytes and noise", Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(400, 9)]), /damaged/],
  ["an iPhone's HEIC that cannot be decoded here", heic, /HEIC photo/],
  ["a video", Buffer.from("\0\0\0\x18ftypisom\0\0\0\0mp42isom", "latin1"), /not a photo that we can read/],
])("%s is refused in plain words", async (_, bytes, words) => {
  const error = await refusal(bytes);
  expect(error).toBeInstanceOf(DomainError);
  expect(error).toMatchObject({ code: "invalid", message: expect.stringMatching(words) });
});

test("a phone's harmless oddity, bytes behind the end, is no reason to refuse", async () => {
  const photo = await encodePhoto(Buffer.concat([jpeg, Buffer.from("SEFT trailer of some phone")]));
  expect(photo.width).toBe(600);
});
