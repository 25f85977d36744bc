import { connectionSettings } from "@/lib/bodies/connection-settings";
import { packSettings } from "@/lib/bodies/connections";
import { wantedSettings } from "@/lib/bodies/council-file/check-references";
import { connectionEntry } from "@/lib/bodies/council-file/entries";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { ConnectionRow } from "@/lib/bodies/council-file/rows";
import type { ConnectionEntry } from "@/lib/bodies/council-file/schema";

/** @returns ids by slug, of all the body's connections */
export async function writeConnections(
  ledger: Ledger,
  entries: readonly ConnectionEntry[],
  { bodyId, rows }: { bodyId: number; rows: readonly ConnectionRow[] },
): Promise<Map<string, number>> {
  const ids = new Map(rows.map(({ slug, id }) => [slug, id]));
  for (const entry of entries) {
    const { slug, ...about } = entry;
    const row = rows.find((known) => known.slug === slug);
    const method = entry.method ?? row?.method ?? "email";
    // Defaults filled in, so that what stands in the row can be compared with it.
    const settings: Record<string, unknown> = connectionSettings[method].schema.parse(
      wantedSettings(entry, row),
    );
    await ledger.save({
      thing: "connections",
      subject: { slug },
      bodyId,
      now: row ? connectionEntry(row) : null,
      wanted: { ...about, settings },
      write: async ({ settings: changed, paused, ...columns }) => {
        const data = {
          ...columns,
          ...(changed && packSettings(method, changed, row)),
          ...(paused !== undefined && { pausedAt: paused ? new Date() : null }),
        };
        if (row) await ledger.tx.connection.update({ where: { id: row.id }, data });
        else {
          const { id } = await ledger.tx.connection.create({ data: { ...data, bodyId, slug, method } });
          ids.set(slug, id);
        }
      },
    });
  }
  return ids;
}
