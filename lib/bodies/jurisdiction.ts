import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { rowIdIn } from "@/lib/row-id";

const plainHost = (host: string): string => host.toLowerCase().replace(/^www\./, "");

/**
 * Which body a `jurisdiction_id` means: its slug or its number; null = the whole site, which is meant by nothing, by the site's host
 * (with or without `www`) and by its name. Source: GeoReport v2, "jurisdiction_id".
 * @throws DomainError `not_found` for any other
 */
export async function jurisdictionOf(text: string): Promise<number | null> {
  const asked = text.trim();
  const { host, hostname } = new URL(env.SITE_URL);
  const whole = ["", env.SITE_NAME.toLowerCase(), plainHost(host), plainHost(hostname)];
  if (whole.includes(asked.toLowerCase()) || whole.includes(plainHost(asked))) return null;
  const body = await db.body.findFirst({
    where: { deletedAt: null, OR: [{ slug: asked.toLowerCase() }, { id: rowIdIn(asked) ?? 0 }] },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  if (!body) throw notFound(translator("posting")("jurisdiction"));
  return body.id;
}
