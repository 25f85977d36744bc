import { db } from "@/lib/db";
import { knownReferences } from "@/lib/sync/requests/match-own";

/**
 * Which of these requests of a connection's back end are not here yet, each once: the others need not be asked for.
 * Source: spec/integration.md 7.1, AC-129.
 */
export async function notYetHere(connectionId: number, ids: readonly string[]): Promise<string[]> {
  const { bodyId } = await db.connection.findUniqueOrThrow({
    where: { id: connectionId },
    select: { bodyId: true },
  });
  const unique = [...new Set(ids)];
  const known = await knownReferences(
    db,
    bodyId,
    unique.map((serviceRequestId) => ({ serviceRequestId })),
  );
  return unique.filter((id) => !known.has(id));
}
