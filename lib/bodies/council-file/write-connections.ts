import { connectionSettings } from "@/lib/bodies/connection-settings";
import { packSettings } from "@/lib/bodies/connections";
import { wantedSettings } from "@/lib/bodies/council-file/check-references";
import { connectionEntry } from "@/lib/bodies/council-file/entries";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { ConnectionRow } from "@/lib/bodies/council-file/rows";
import type { ConnectionEntry } from "@/lib/bodies/council-file/schema";
import type { Tx } from "@/lib/db";

/** The file says all that differs from the built-in meanings. */
async function writeStatuses(
  tx: Tx,
  connectionId: number,
  statuses: NonNullable<ConnectionEntry["statuses"]>,
): Promise<void> {
  await tx.statusMatch.deleteMany({ where: { connectionId } });
  await tx.statusMatch.createMany({
    data: Object.entries(statuses).map(([external, meaning]) => ({
      ...{ connectionId, external, ignore: meaning === "ignore" },
      state: meaning === "ignore" || meaning === "unchanged" ? null : meaning,
    })),
  });
}

type Codes = NonNullable<ConnectionEntry["serviceCodes"]>;

/** The codes that stand in the file over those of the row: of the others it says nothing. */
function mergedCodes(codes: Codes, row: ConnectionRow | undefined): Codes {
  const all = { ...(row && connectionEntry(row).serviceCodes), ...codes };
  return Object.fromEntries(Object.entries(all).filter(([, category]) => category !== null));
}

/** What waited for these codes comes in with the next sweep. Contacts of new categories are made after this. */
async function writeCodes(tx: Tx, connectionId: number, codes: Codes): Promise<void> {
  for (const [code, name] of Object.entries(codes)) {
    if (name === null) {
      await tx.serviceCodeMatch.updateMany({ where: { connectionId, code }, data: { categoryId: null } });
      continue;
    }
    const { id: categoryId } = await tx.category.upsert({ where: { name }, update: {}, create: { name } });
    await tx.serviceCodeMatch.upsert({
      where: { connectionId_code: { connectionId, code } },
      update: { categoryId },
      create: { connectionId, code, name: "", categoryId },
    });
  }
}

/** @returns ids by slug, of all the body's connections */
export async function writeConnections(
  ledger: Ledger,
  entries: readonly ConnectionEntry[],
  { bodyId, rows }: { bodyId: number; rows: readonly ConnectionRow[] },
): Promise<Map<string, number>> {
  const ids = new Map(rows.map(({ slug, id }) => [slug, id]));
  for (const entry of entries) {
    const { slug, serviceCodes: codes, ...about } = entry;
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
      wanted: { ...about, settings, serviceCodes: codes && mergedCodes(codes, row) },
      write: async ({ settings: changed, paused, statuses, serviceCodes, ...columns }) => {
        const data = {
          ...columns,
          ...(changed && packSettings(method, changed, row)),
          ...(paused !== undefined && { pausedAt: paused ? new Date() : null }),
        };
        const { id } = row
          ? await ledger.tx.connection.update({ where: { id: row.id }, data })
          : await ledger.tx.connection.create({ data: { ...data, bodyId, slug, method } });
        ids.set(slug, id);
        if (statuses) await writeStatuses(ledger.tx, id, statuses);
        if (serviceCodes && codes) await writeCodes(ledger.tx, id, codes);
      },
    });
  }
  return ids;
}
