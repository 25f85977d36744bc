import { accentOf } from "@/lib/bodies/theme";
import { db } from "@/lib/db";
import type { Bounds } from "@/lib/geo/mercator";

export type BodyPage = {
  id: number;
  slug: string;
  name: string;
  /** Takes no new reports. */
  retired: boolean;
  /** Its own colour, checked for contrast; null = the site's. */
  accent: string | null;
  /** The box of all it covers; null when it covers nothing. */
  bounds: Bounds | null;
};

/** What the public page of a body is made of; null when there is no such body. */
export async function bodyPage(slug: string): Promise<BodyPage | null> {
  // PostgreSQL knows no text with NUL in it: it would fail instead of finding nothing.
  if (slug.includes("\0")) return null;
  const body = await db.body.findUnique({
    where: { slug },
    select: {
      id: true,
      slug: true,
      name: true,
      deletedAt: true,
      theme: true,
      areas: { select: { area: { select: { west: true, south: true, east: true, north: true } } } },
    },
  });
  if (!body) return null;
  const { deletedAt, theme, areas, ...rest } = body;
  return {
    ...rest,
    retired: deletedAt !== null,
    accent: accentOf(theme),
    bounds: aroundAll(areas.map(({ area }) => area)),
  };
}

function aroundAll(boxes: readonly Bounds[]): Bounds | null {
  if (boxes.length === 0) return null;
  return {
    west: Math.min(...boxes.map(({ west }) => west)),
    south: Math.min(...boxes.map(({ south }) => south)),
    east: Math.max(...boxes.map(({ east }) => east)),
    north: Math.max(...boxes.map(({ north }) => north)),
  };
}
