import type { PublicReport } from "@/lib/reports/public-report";
import type { UpdateOrigin } from "@/prisma/generated/enums";

/** Who speaks for a body. */
const official: readonly UpdateOrigin[] = ["backend", "staff", "automatic"];

/** When each body last said something about a report in public, whoever spoke last first. */
export function lastSaid(
  updates: readonly Pick<PublicReport["updates"][number], "origin" | "body" | "createdAt">[],
): { body: string; at: Date }[] {
  const last = new Map<string, { body: string; at: Date }>();
  for (const { origin, body, createdAt: at } of updates) {
    const known = body && last.get(body.slug);
    if (body && official.includes(origin) && !(known && known.at > at))
      last.set(body.slug, { body: body.name, at });
  }
  return [...last.values()].sort((a, b) => b.at.getTime() - a.at.getTime());
}
