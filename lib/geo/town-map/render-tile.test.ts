import sharp from "sharp";
import { expect, test } from "vitest";
import { tileAt, toPixel } from "@/lib/geo/mercator";
import { Taken } from "@/lib/geo/town-map/label";
import { labelsFor } from "@/lib/geo/town-map/label-layout";
import { renderTownTile } from "@/lib/geo/town-map/render-tile";
import { tileSvg } from "@/lib/geo/town-map/tile-svg";

const centre = { lon: 2.3, lat: 54.6 };

async function colours(png: Uint8Array): Promise<number> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const seen = new Set<number>();
  for (let i = 0; i < data.length; i += info.channels) seen.add(data.readUIntBE(i, 3));
  return seen.size;
}

test.each([11, 12, 13, 14, 15, 16, 17, 18, 19])(
  "the centre's tile at zoom %i is a busy PNG of 256 pixels",
  async (z) => {
    const { x, y } = tileAt(centre, z);
    const png = await renderTownTile(z, x, y);
    const { width, height, format } = await sharp(png).metadata();
    expect({ width, height, format }).toEqual({ width: 256, height: 256, format: "png" });
    expect(await colours(png)).toBeGreaterThan(40);
  },
);

test("scale 2 doubles the pixels of the same picture", async () => {
  const { x, y } = tileAt(centre, 16);
  expect((await sharp(await renderTownTile(16, x, y, { scale: 2 })).metadata()).width).toBe(512);
});

test("drawing a tile again gives the same bytes", async () => {
  const { x, y } = tileAt(centre, 17);
  expect(Buffer.compare(await renderTownTile(17, x, y), await renderTownTile(17, x, y))).toBe(0);
});

test("far from the town there is one plain colour", async () => {
  expect(await colours(await renderTownTile(14, 0, 0))).toBe(1);
});

test("streets have their names from zoom 16 on, each at a place of its own", () => {
  expect(labelsFor(14).map((l) => l.text)).not.toContain("Lübeck Street");
  const labels = labelsFor(17);
  expect(labels.length).toBeGreaterThan(150);
  expect(labels.map((l) => l.text)).toContain("Lübeck Street");
  expect(new Set(labels.map((l) => `${l.x.toFixed(1)}:${l.y.toFixed(1)}`)).size).toBe(labels.length);
});

test("what is taken is not free, next to it is", () => {
  const taken = new Taken();
  taken.add({ left: 120, top: 0, right: 300, bottom: 20 });
  expect(taken.isFree({ left: 290, top: 10, right: 400, bottom: 30 })).toBe(false);
  expect(taken.isFree({ left: 300, top: 0, right: 400, bottom: 20 })).toBe(true);
});

test("a name that crosses a tile's edge is drawn whole in both tiles, at one place of the world", () => {
  const z = 17;
  const crossing = labelsFor(z).filter((l) => Math.floor(l.box.left / 256) < Math.floor(l.box.right / 256));
  expect(crossing.length).toBeGreaterThan(20);
  for (const label of crossing) {
    const y = Math.floor((label.box.top + label.box.bottom) / 512);
    for (const x of [Math.floor(label.box.left / 256), Math.floor(label.box.right / 256)]) {
      const at = `translate(${(label.x - x * 256).toFixed(1)} ${(label.y - y * 256).toFixed(1)})`;
      const svg = tileSvg(z, x, y, 1) ?? "";
      expect(
        svg.includes(`${at}"><path d="${label.path()}"`) || svg.includes(`${at}"><circle`),
        label.text,
      ).toBe(true);
    }
  }
});

test("the town's name lies on its centre", () => {
  const name = labelsFor(13).find((l) => l.text === "Alderwick");
  const middle = toPixel(centre, 13);
  expect(Math.hypot((name?.x ?? 0) - middle.x, (name?.y ?? 0) - middle.y)).toBeLessThan(10);
});
