import { settingsFault } from "@/lib/bodies/contact-fault";
import { type RoutedContactRow, wayOf } from "@/lib/bodies/contact-way";
import type { Tx } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { translator } from "@/lib/messages";
import type { ContactState } from "@/prisma/generated/enums";

/** Reports of such a contact are sent; where it is inactive or retired, only what is already there. */
export const isLive = (state: ContactState): boolean => state !== "inactive" && state !== "deleted";

type Wanted = { destination: string; state: ContactState; connectionId: number | null };

/**
 * Refuses a contact whose reports could not go the way that they would.
 * @param was as it is; what is not touched is not judged, so that a fault of the body's does not keep a hint from being changed
 * @throws DomainError `invalid` at `connectionId` or `destination`, with the reason
 */
export async function checkWay(
  tx: Tx,
  { bodyId, body }: { bodyId: number; body: RoutedContactRow["body"] },
  wanted: Wanted,
  was: Wanted | null,
): Promise<void> {
  const t = translator("adminContacts");
  const { destination, connectionId, state } = wanted;
  const newWay = connectionId !== (was?.connectionId ?? null);
  const connection =
    connectionId === null ? null : await tx.connection.findUnique({ where: { id: connectionId } });
  if (connectionId !== null && connection?.bodyId !== bodyId) {
    throw invalid(t("faults.form"), { connectionId: t("faults.connection") });
  }
  if (newWay && connectionId !== null && !body.canBeDevolved) {
    throw invalid(t("faults.form"), { connectionId: t("faults.notDevolved") });
  }
  const touched = newWay || destination !== was?.destination || (was !== null && !isLive(was.state));
  if (!isLive(state) || !touched) return;
  const way = wayOf({ destination, connection, body });
  if (!way.fault) return;
  const atWay = way.devolved && way.connection !== null && settingsFault(way.connection) !== null;
  throw invalid(t("faults.form"), { [atWay ? "connectionId" : "destination"]: way.fault });
}
