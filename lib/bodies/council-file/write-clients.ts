import { clientEntry } from "@/lib/bodies/council-file/entries";
import { type Known, keyHashOf } from "@/lib/bodies/council-file/known";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { ClientEntry } from "@/lib/bodies/council-file/schema";

export async function writeClients(
  ledger: Ledger,
  entries: readonly ClientEntry[],
  known: Known,
): Promise<void> {
  for (const entry of entries) {
    const { name, may, trusted, revoked } = entry;
    const row = known.clients.get(name);
    await ledger.save({
      thing: "clients",
      subject: { name },
      now: row ? clientEntry(row) : null,
      wanted: { keyHash: keyHashOf(entry), may: may && [...new Set(may)].sort(), trusted, revoked },
      write: async ({ revoked: ended, ...columns }) => {
        const data = { ...columns, ...(ended !== undefined && { revokedAt: ended ? new Date() : null }) };
        if (row) await ledger.tx.apiClient.update({ where: { id: row.id }, data });
        else await ledger.tx.apiClient.create({ data: { ...data, name, keyHash: columns.keyHash ?? "" } });
      },
    });
  }
}
