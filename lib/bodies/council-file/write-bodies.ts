import { bodyEntry } from "@/lib/bodies/council-file/entries";
import type { Known } from "@/lib/bodies/council-file/known";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { BodyEntry } from "@/lib/bodies/council-file/schema";
import { writeConnections } from "@/lib/bodies/council-file/write-connections";
import { writeContacts } from "@/lib/bodies/council-file/write-contacts";
import { writeTemplates } from "@/lib/bodies/council-file/write-templates";
import type { Tx } from "@/lib/db";

/** Writes bodies with all that belongs to them. @returns ids by slug, of the file's bodies and of those its users work for */
export async function writeBodies(
  ledger: Ledger,
  entries: readonly BodyEntry[],
  known: Known,
  areaIds: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const ids = new Map([...known.bodies].map(([slug, { id }]) => [slug, id]));
  for (const entry of entries) {
    const row = known.bodies.get(entry.slug);
    const { slug, connections = [], contacts = [], templates = [], ...about } = entry;
    // A body and its default connection name each other: the body comes first, and learns of the connection last.
    const bodyId = row?.id ?? (await makeBody(ledger.tx, entry));
    ids.set(slug, bodyId);
    const connectionIds = await writeConnections(ledger, connections, {
      bodyId,
      rows: row?.connections ?? [],
    });
    await ledger.save({
      thing: "bodies",
      subject: { slug },
      bodyId,
      now: row ? bodyEntry(row) : null,
      wanted: { ...about, areas: about.areas && [...about.areas].sort() },
      write: async ({ areas, connection, updatesUser, retired, ...columns }) => {
        await ledger.tx.body.update({
          where: { id: bodyId },
          data: {
            ...columns,
            ...(connection !== undefined && { defaultConnectionId: idOf(connectionIds, connection) }),
            ...(updatesUser !== undefined && {
              updatesUserId: updatesUser && (await userFor(ledger.tx, updatesUser)),
            }),
            ...(retired !== undefined && { deletedAt: retired ? new Date() : null }),
            ...(areas && {
              areas: {
                deleteMany: {},
                create: areas.map((area) => ({ areaId: idOf(areaIds, area) ?? 0 })),
              },
            }),
          },
        });
      },
    });
    const owner = { bodyId, connectionIds };
    const contactIds = await writeContacts(ledger, contacts, { ...owner, rows: row?.contacts ?? [] });
    await writeTemplates(ledger, templates, { bodyId, contactIds, rows: row?.templates ?? [] });
  }
  return ids;
}

async function makeBody(tx: Tx, { slug, name }: BodyEntry): Promise<number> {
  return (await tx.body.create({ data: { slug, name: name ?? slug }, select: { id: true } })).id;
}

async function userFor(tx: Tx, { email, name }: { email: string; name: string }): Promise<number> {
  const user = await tx.user.upsert({ where: { email }, update: { name }, create: { email, name } });
  return user.id;
}

function idOf(ids: ReadonlyMap<string, number>, slug: string | null): number | null {
  return slug === null ? null : (ids.get(slug) ?? null);
}
