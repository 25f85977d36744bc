import {
  areaEntry,
  bodyEntry,
  clientEntry,
  connectionEntry,
  connectionForFile,
  contactEntry,
  templateEntry,
  templateForFile,
  userEntry,
  withoutSecrets,
} from "@/lib/bodies/council-file/entries";
import { areaRow, type BodyRow, bodyRow, clientRow, userRow } from "@/lib/bodies/council-file/rows";
import type { CouncilFileInput } from "@/lib/bodies/council-file/schema";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { AreaGeometry } from "@/lib/geo/area-geometry";

type ExportOptions = {
  /** Slug of the one body to write, with its areas and staff; absent = the whole installation. */
  body?: string | undefined;
  /** Keys in the clear, and the callers of our own server with the hashes of theirs. */
  withSecrets?: boolean | undefined;
};

/**
 * The installation as a council file: importing it changes nothing here, and sets up the same elsewhere.
 * @throws DomainError `not_found` when there is no such body
 */
export async function exportCouncilFile({
  body,
  withSecrets = false,
}: ExportOptions = {}): Promise<CouncilFileInput> {
  const one = body !== undefined;
  const bodies = await db.body.findMany({
    where: one ? { slug: body } : {},
    orderBy: { slug: "asc" },
    ...bodyRow,
  });
  if (one && bodies.length === 0) throw notFound(`There is no body “${body}”.`);
  const areas = await db.area.findMany({
    where: one ? { bodies: { some: { body: { slug: body } } } } : {},
    orderBy: { slug: "asc" },
    ...areaRow,
  });
  const users = await db.user.findMany({
    where: {
      deletedAt: null,
      email: { not: null },
      ...(one ? { body: { slug: body } } : { OR: [{ bodyId: { not: null } }, { superuser: true }] }),
    },
    orderBy: { email: "asc" },
    ...userRow,
  });
  const clients = one ? [] : await db.apiClient.findMany({ orderBy: { name: "asc" }, ...clientRow });
  return {
    areas: areas.map((row) => ({
      ...areaEntry(row),
      // Checked when it was saved.
      geometry: row.geometry as unknown as AreaGeometry,
    })),
    bodies: bodies.map((row) => bodyForFile(row, withSecrets)),
    ...(!one && {
      clients: clients.map(clientEntry).map(({ keyHash, may, ...client }) => ({
        ...client,
        may: may as NonNullable<CouncilFileInput["clients"]>[number]["may"],
        ...(withSecrets && { keyHash }),
      })),
    }),
    users: users.map(userEntry).map(({ email, ...user }) => ({ ...user, email: email ?? "" })),
  };
}

type BodyInput = NonNullable<CouncilFileInput["bodies"]>[number];

function bodyForFile(row: BodyRow, withSecrets: boolean): BodyInput {
  const { updatesUser, ...about } = bodyEntry(row);
  const connections = row.connections
    .map(connectionEntry)
    .map(connectionForFile)
    .map(({ settings, ...connection }) => ({
      ...connection,
      settings: withSecrets ? settings : withoutSecrets(connection.method, settings),
    }));
  return {
    ...about,
    updatesUser: updatesUser && { name: updatesUser.name, email: updatesUser.email ?? "" },
    connections,
    // Stored values were checked on their way in.
    contacts: row.contacts.map(contactEntry) as unknown as BodyInput["contacts"],
    templates: row.templates.map(templateEntry).map(templateForFile),
  };
}
