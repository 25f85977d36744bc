import { areaEntry } from "@/lib/bodies/council-file/entries";
import type { Known } from "@/lib/bodies/council-file/known";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { AreaEntry } from "@/lib/bodies/council-file/schema";
import type { Prisma } from "@/lib/db";
import { type AreaGeometry, boxOf } from "@/lib/geo/area-geometry";

/** @returns ids by slug, of the file's areas and of those that its bodies name */
export async function writeAreas(
  ledger: Ledger,
  entries: readonly AreaEntry[],
  known: Known,
): Promise<Map<string, number>> {
  const ids = new Map([...known.areas].map(([slug, { id }]) => [slug, id]));
  for (const { slug, ...wanted } of entries) {
    const row = known.areas.get(slug);
    await ledger.save({
      thing: "areas",
      subject: { slug },
      now: row ? areaEntry(row) : null,
      wanted,
      write: async ({ geometry, retired, ...columns }) => {
        const data = {
          ...columns,
          ...(geometry && outline(geometry)),
          ...(retired !== undefined && { deletedAt: retired ? new Date() : null }),
        };
        if (row) await ledger.tx.area.update({ where: { id: row.id }, data });
        else {
          const required = { name: columns.name ?? slug, ...outline(needed(geometry)) };
          const { id } = await ledger.tx.area.create({ data: { ...data, slug, ...required } });
          ids.set(slug, id);
        }
      },
    });
  }
  return ids;
}

const outline = (geometry: AreaGeometry) => ({
  geometry: geometry satisfies Prisma.InputJsonValue,
  ...boxOf(geometry),
});

function needed(geometry: AreaGeometry | undefined): AreaGeometry {
  if (!geometry) throw new Error("a new area without an outline: check-references.ts lets none through");
  return geometry;
}
