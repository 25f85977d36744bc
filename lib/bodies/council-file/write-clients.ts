import { clientEntry } from "@/lib/bodies/council-file/entries";
import { type Known, keyHashOf } from "@/lib/bodies/council-file/known";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { ClientEntry } from "@/lib/bodies/council-file/schema";
import { keyHintOf } from "@/lib/clients/client-key";

export async function writeClients(
  ledger: Ledger,
  entries: readonly ClientEntry[],
  known: Known,
  bodyIds: ReadonlyMap<string, number>,
): Promise<void> {
  for (const entry of entries) {
    const { name, apiKey, keyHash: _, may, ...about } = entry;
    const row = known.clients.get(name);
    const bodyId = about.body ? (bodyIds.get(about.body) ?? null) : null;
    const hint = apiKey === undefined ? {} : { keyHint: keyHintOf(apiKey) };
    await ledger.save({
      thing: "clients",
      subject: { name },
      now: row ? clientEntry(row) : null,
      wanted: { ...about, keyHash: keyHashOf(entry), may: may && [...new Set(may)].sort() },
      write: async ({ revoked: ended, body, ...columns }) => {
        const data = {
          ...columns,
          ...(body !== undefined && { bodyId }),
          // Of a key that only its digest is known of, no end is known either.
          ...(columns.keyHash !== undefined && { keyHint: "", ...hint }),
          ...(ended !== undefined && { revokedAt: ended ? new Date() : null }),
        };
        if (row) await ledger.tx.apiClient.update({ where: { id: row.id }, data });
        else await ledger.tx.apiClient.create({ data: { ...data, name, keyHash: columns.keyHash ?? "" } });
      },
    });
  }
}
