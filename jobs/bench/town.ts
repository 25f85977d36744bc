import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";

const box = { west: 2.25, south: 54.57, east: 2.35, north: 54.63 };

/** One body with one Open311 category over the demo town, at this back end. */
export async function seedBody(
  endpoint: string,
  apiKey: string,
): Promise<{ categoryId: number; areaId: number }> {
  const { west, south, east, north } = box;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const area = await db.area.upsert({
    where: { slug: "bench" },
    update: {},
    create: { slug: "bench", name: "Bench", geometry: { type: "Polygon", coordinates: [ring] }, ...box },
  });
  const body = await db.body.upsert({
    where: { slug: "bench" },
    update: {},
    create: { slug: "bench", name: "Bench Council", areas: { create: { areaId: area.id } } },
  });
  const connection = await db.connection.upsert({
    where: { bodyId_slug: { bodyId: body.id, slug: "bench" } },
    update: packSettings("open311", { endpoint, apiKey }),
    create: {
      bodyId: body.id,
      slug: "bench",
      method: "open311",
      ...packSettings("open311", { endpoint, apiKey }),
    },
  });
  await db.body.update({ where: { id: body.id }, data: { defaultConnectionId: connection.id } });
  const category = await db.category.upsert({
    where: { name: "Fallen tree" },
    update: {},
    create: { name: "Fallen tree" },
  });
  await db.contact.upsert({
    where: { bodyId_categoryId: { bodyId: body.id, categoryId: category.id } },
    update: {},
    create: { bodyId: body.id, categoryId: category.id, destination: "TRE-2", state: "confirmed" },
  });
  return { categoryId: category.id, areaId: area.id };
}

const states = ["confirmed", "confirmed", "in_progress", "fixed_council", "fixed_council", "closed"] as const;

/** Fills the database up to `wanted` public reports, spread over the town. */
export async function seedReports(wanted: number, categoryId: number, areaId: number): Promise<void> {
  const size = 5_000;
  for (let have = await db.report.count(); have < wanted; have += size) {
    const rows = Array.from({ length: Math.min(size, wanted - have) }, (_, index) => {
      const n = have + index;
      // Two irrational strides fill the box evenly, and the same way each time.
      const lat = box.south + (box.north - box.south) * ((n * 0.618034) % 1);
      const lon = box.west + (box.east - box.west) * ((n * 0.754878) % 1);
      const at = new Date(Date.now() - n * 60_000);
      return {
        title: `Branch across the path ${n}`,
        detail: "A large branch has come down and blocks half of the path. Cyclists swerve into the road.",
        lat,
        lon,
        cell: cellOf({ lat, lon }),
        categoryId,
        visibility: "public" as const,
        state: states[n % states.length] ?? "confirmed",
        createdAt: at,
        confirmedAt: at,
        updatedAt: at,
      };
    });
    const made = await db.report.createManyAndReturn({ data: rows, select: { id: true } });
    await db.reportArea.createMany({ data: made.map(({ id }) => ({ reportId: id, areaId })) });
  }
  await db.$executeRaw`vacuum analyze "Report"`;
}
