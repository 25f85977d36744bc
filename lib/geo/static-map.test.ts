import sharp from "sharp";
import { expect, test } from "vitest";
import { tileAt } from "@/lib/geo/mercator";
import { type PinState, staticMap } from "@/lib/geo/static-map";

const point = { lon: 2.3, lat: 54.6 };
const view = { point, zoom: 16, width: 300, height: 180 };

async function plain(background: string): Promise<Uint8Array> {
  return sharp({ create: { width: 256, height: 256, channels: 3, background } })
    .png()
    .toBuffer();
}

async function pixel(picture: Uint8Array, left: number, top: number): Promise<string> {
  const raw = await sharp(picture).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  return `#${raw.subarray(0, 3).toString("hex")}`;
}

test("the picture has the size asked for and asks for exactly the tiles it shows", async () => {
  const asked: string[] = [];
  const picture = await staticMap({
    ...view,
    tile: async (z, x, y) => {
      asked.push(`${z}/${x}/${y}`);
      return plain("#00ff00");
    },
  });
  const { width, height, format } = await sharp(picture).metadata();
  expect({ width, height, format }).toEqual({ width: 300, height: 180, format: "png" });
  const { x, y } = tileAt(point, 16);
  expect(asked).toContain(`16/${x}/${y}`);
  expect(new Set(asked).size).toBe(asked.length);
  for (const [left, top] of [
    [0, 0],
    [299, 0],
    [0, 179],
    [299, 179],
    [150, 90],
  ] as const)
    expect(await pixel(picture, left, top)).toBe("#00ff00");
});

test("a missing tile, a failing tile and a file that is no image each leave plain paper", async () => {
  const answers = [
    async () => null,
    async () => Promise.reject(new Error("down")),
    async () => new Uint8Array([1, 2, 3]),
  ];
  for (const tile of answers) expect(await pixel(await staticMap({ ...view, tile }), 10, 10)).toBe("#f5f2ea");
});

test("each state has a pin of its own look, its tip on the point", async () => {
  const seen = new Set<string>();
  for (const pin of ["open", "progress", "fixed", "closed"] satisfies PinState[]) {
    const picture = await staticMap({ ...view, pin, tile: async () => plain("#ffffff") });
    expect(await pixel(picture, 150, 57)).not.toBe("#ffffff");
    expect(await pixel(picture, 150, 100)).toBe("#ffffff");
    seen.add(Buffer.from(picture).toString("base64"));
  }
  expect(seen.size).toBe(4);
});

test("the attribution is drawn in the lower right corner, without any font of the system", async () => {
  const tile = async () => plain("#00ff00");
  const without = await staticMap({ ...view, tile });
  const withText = await staticMap({ ...view, tile, attribution: "© Alderwick" });
  expect(await pixel(withText, 298, 166)).not.toBe(await pixel(without, 298, 166));
  expect(await pixel(withText, 10, 170)).toBe("#00ff00");
});

test("beyond the date line the picture goes on at the other end of the world", async () => {
  const columns = new Set<number>();
  await staticMap({
    ...view,
    point: { lon: 180, lat: 0 },
    zoom: 3,
    tile: async (_z, x) => {
      columns.add(x);
      return null;
    },
  });
  expect([...columns].sort()).toEqual([0, 7]);
});
