import sharp from "sharp";
import { db } from "@/lib/db";
import { addPhoto } from "@/lib/photos/add";
import { attachPhotos } from "@/lib/photos/attach";
import { formKeyOf } from "@/prisma/demo/plan-reports";
import { Chance } from "@/prisma/demo/random";
import { scenes } from "@/prisma/demo/scenes/problems";
import { PICTURE } from "@/prisma/demo/scenes/street-scene";

/** Pictures go to reports that are young enough to be looked at. */
const YOUNGEST = 600;

/** Draws photos for `wanted` of the youngest reports of a history of `count`; those that have theirs are left alone. */
export async function seedPhotos(count: number, wanted: number): Promise<number> {
  const youngest = Array.from({ length: Math.min(count, YOUNGEST) }, (_, n) => formKeyOf(count - 1 - n));
  const reports = await db.report.findMany({
    where: { formKey: { in: youngest }, category: { name: { in: Object.keys(scenes) } } },
    orderBy: [{ confirmedAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      title: true,
      category: { select: { name: true } },
      _count: { select: { photos: true } },
    },
  });
  const shown = reports.filter(({ title, category }) => scenes[category.name]?.shows.test(title));
  const chosen = chosenOf(shown, wanted);
  const missing = chosen.filter(({ _count }) => _count.photos === 0);
  const grain = await cameraGrain();
  const left = missing.values();
  const draw = async () => {
    for (const { id, category } of left) {
      const svg = scenes[category.name]?.draw(new Chance(Math.imul(id, 2_654_435_761)));
      if (!svg) continue;
      const photo = await addPhoto(await takePicture(svg, grain));
      await db.$transaction((tx) => attachPhotos(tx, { reportId: id }, [photo.id]));
    }
  };
  // Two at a time: drawing one while the other is encoded.
  await Promise.all([draw(), draw()]);
  return missing.length;
}

/** The youngest of each category in turn, so that every kind of picture is seen. */
function chosenOf<Report extends { category: { name: string } }>(
  reports: readonly Report[],
  wanted: number,
): Report[] {
  const rank = new Map<string, number>();
  const ranked = reports.map((report) => {
    const place = rank.get(report.category.name) ?? 0;
    rank.set(report.category.name, place + 1);
    return { report, place };
  });
  return ranked
    .sort((a, b) => a.place - b.place)
    .slice(0, wanted)
    .map(({ report }) => report);
}

/** Noise that makes flat colour look like tarmac and brick. */
const cameraGrain = (): Promise<Buffer> =>
  sharp({
    create: {
      ...PICTURE,
      channels: 3,
      background: "#808080",
      noise: { type: "gaussian", mean: 128, sigma: 26 },
    },
  })
    .greyscale()
    .png({ compressionLevel: 0 })
    .toBuffer();

const takePicture = (svg: string, grain: Buffer): Promise<Buffer> =>
  sharp(Buffer.from(svg))
    .composite([{ input: grain, blend: "soft-light" }])
    .jpeg({ quality: 88 })
    .toBuffer();
