import type { Actor } from "@/lib/actor";
import { getConnection, type ListedConnection, listConnections } from "@/lib/bodies/list-connections";
import { connectionHealth } from "@/lib/delivery/connection-health";
import type { ConnectionHealth } from "@/lib/delivery/health";
import { heldServices } from "@/lib/delivery/held-services";
import type { Page } from "@/lib/page";

/** A connection with how it fares. */
export type ConnectionCard = ListedConnection & {
  health: ConnectionHealth;
  /** A change of its service list waits for whoever looks. */
  holdsServices: boolean;
};

/** One page of connections with their health, in a fixed number of queries. @throws DomainError `forbidden` */
export async function listConnectionCards(actor: Actor, query: unknown): Promise<Page<ConnectionCard>> {
  const { items, next } = await listConnections(actor, query);
  return { items: await withHealth(actor, items), next };
}

/** One connection with its health. @throws DomainError `not_found`, `forbidden` */
export async function getConnectionCard(actor: Actor, id: number): Promise<ConnectionCard | null> {
  const { settings: _, ...connection } = await getConnection(actor, id);
  const [card = null] = await withHealth(actor, [connection]);
  return card;
}

async function withHealth(actor: Actor, connections: readonly ListedConnection[]): Promise<ConnectionCard[]> {
  const ids = connections.map(({ id }) => id);
  const [health, held] = [await connectionHealth(actor, ids), await heldServices(actor, ids)];
  return connections.flatMap((connection) => {
    const own = health.get(connection.id);
    return own ? [{ ...connection, health: own, holdsServices: held.has(connection.id) }] : [];
  });
}

/** More than so many connections are not looked through: their own list has them all. */
const mostPages = 10;

/** The connections that fail, have gone quiet or are paused, as the overview shows them. @throws DomainError `forbidden` */
export async function connectionsInTrouble(actor: Actor): Promise<ConnectionCard[]> {
  const found: ConnectionCard[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { items, next } = await listConnectionCards(actor, { cursor });
    found.push(...items.filter(({ pausedAt, health }) => pausedAt !== null || health.trouble !== null));
    if (!next) break;
    cursor = next;
  }
  return found;
}
