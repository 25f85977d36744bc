import {
  type AreaRow,
  areaRow,
  type BodyRow,
  bodyRow,
  type ClientRow,
  clientRow,
  type UserRow,
  userRow,
} from "@/lib/bodies/council-file/rows";
import type { ClientEntry, CouncilFile } from "@/lib/bodies/council-file/schema";
import { hashClientKey } from "@/lib/clients/client-key";
import type { Tx } from "@/lib/db";

/** What the database already holds of the things a file speaks of, by the key the file knows them by. */
export type Known = {
  areas: Map<string, AreaRow>;
  bodies: Map<string, BodyRow>;
  /** By e-mail address. */
  users: Map<string, UserRow>;
  clients: Map<string, ClientRow>;
  /** Names of the callers whose keys these are. */
  clientOfHash: Map<string, string>;
  /** Names of categories that a user of the file is limited to. */
  categories: Set<string>;
};

export async function loadKnown(tx: Tx, file: CouncilFile): Promise<Known> {
  const bodies = file.bodies ?? [];
  const users = file.users ?? [];
  const clients = file.clients ?? [];
  const areaSlugs = [
    ...(file.areas ?? []).map(({ slug }) => slug),
    ...bodies.flatMap(({ areas = [] }) => areas),
  ];
  const emails = [
    ...users.map(({ email }) => email),
    ...bodies.flatMap((body) => body.updatesUser?.email ?? []),
  ];
  const userRows = await tx.user.findMany({ where: { email: { in: emails } }, ...userRow });
  const bodySlugs = [
    ...bodies.map(({ slug }) => slug),
    ...[...users, ...clients].flatMap(({ body }) => body ?? []),
    ...userRows.flatMap(({ body }) => body?.slug ?? []),
  ];
  const names = clients.map(({ name }) => name);
  const hashes = clients.flatMap((client) => keyHashOf(client) ?? []);
  const limits = users.flatMap(({ categories = [] }) => categories);
  const areaRows = await tx.area.findMany({ where: { slug: { in: areaSlugs } }, ...areaRow });
  const bodyRows = await tx.body.findMany({ where: { slug: { in: bodySlugs } }, ...bodyRow });
  const clientRows = await tx.apiClient.findMany({
    where: { OR: [{ name: { in: names } }, { keyHash: { in: hashes } }] },
    ...clientRow,
  });
  const categoryRows = await tx.category.findMany({ where: { name: { in: limits } } });
  return {
    areas: new Map(areaRows.map((row) => [row.slug, row])),
    bodies: new Map(bodyRows.map((row) => [row.slug, row])),
    users: new Map(userRows.map((row) => [row.email ?? "", row])),
    clients: new Map(clientRows.map((row) => [row.name, row])),
    clientOfHash: new Map(clientRows.map(({ keyHash, name }) => [keyHash, name])),
    categories: new Set(categoryRows.map(({ name }) => name)),
  };
}

export const keyHashOf = ({ apiKey, keyHash }: ClientEntry): string | undefined =>
  apiKey === undefined ? keyHash : hashClientKey(apiKey);
