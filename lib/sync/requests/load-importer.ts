import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import type { Bounds } from "@/lib/geo/mercator";
import { translator } from "@/lib/messages";
import { contactsByCode, type LookedUp } from "@/lib/sync/requests/codes";
import type { Importer } from "@/lib/sync/requests/decide-import";
import { importRules } from "@/lib/sync/requests/import-rules";
import { wrappedCode } from "@/lib/sync/updates/decide-particulars";

/** A connection whose back end's own problems are shown, and what decides about them. */
export type LoadedImporter = Importer & {
  connectionId: number;
  body: { id: number; name: string; language: string; updatesUserId: number | null };
  /** The attributes by which the back end may give our number back, in small letters. */
  idFields: ReadonlySet<string>;
};

const read = {
  id: true,
  bodyId: true,
  method: true,
  settings: true,
  secrets: true,
  statusMatches: { select: { external: true, state: true, ignore: true } },
  serviceCodes: { where: { categoryId: { not: null } }, select: { code: true, categoryId: true } },
  body: {
    select: {
      id: true,
      name: true,
      language: true,
      updatesUserId: true,
      defaultConnectionId: true,
      areas: {
        where: { area: { deletedAt: null } },
        select: { area: { select: { id: true, west: true, south: true, east: true, north: true } } },
      },
      contacts: {
        where: { state: { not: "deleted" } },
        orderBy: { id: "asc" },
        select: {
          id: true,
          categoryId: true,
          destination: true,
          groups: true,
          private: true,
          connectionId: true,
          idField: true,
          category: { select: { name: true } },
          questions: { where: { code: wrappedCode }, select: { description: true } },
        },
      },
    },
  },
} as const;

/**
 * Reads it once for many items. A fixed number of statements.
 * @throws DomainError `not_found`; `conflict` where the connection is none of Open311
 */
export async function loadImporter(connectionId: number): Promise<LoadedImporter> {
  const row = await db.connection.findUnique({ where: { id: connectionId }, select: read });
  const t = translator("imports");
  if (!row) throw notFound(t("noConnection"));
  if (row.method !== "open311") throw conflict(t("notOpen311"));
  const settings = readSettings({ ...row, method: "open311" });
  const { areas, contacts, defaultConnectionId, ...body } = row.body;
  const own = contacts.map(
    ({ category, questions, connectionId: itsOwn, idField: _, ...contact }): LookedUp => ({
      ...contact,
      category: category.name,
      wraps: questions[0] ?? null,
      ofConnection: (itsOwn ?? defaultConnectionId) === connectionId,
    }),
  );
  const byCode = contactsByCode(
    own,
    new Map(row.serviceCodes.map(({ code, categoryId }) => [code, categoryId])),
  );
  const byName = new Map(own.map((contact) => [contact.category.toLowerCase(), contact]));
  return {
    ...{ connectionId, body },
    idFields: new Set(["fixmystreet_id", ...contacts.map(({ idField }) => idField.toLowerCase())]),
    rules: importRules(settings),
    map: {
      extendedStatuses: settings.extendedStatuses,
      matches: new Map(row.statusMatches.map(({ external, ...match }) => [external, match])),
    },
    bounds: boundsOf(areas.map(({ area }) => area)),
    bodyAreaIds: new Set(areas.map(({ area }) => area.id)),
    contactOf: (code) => byCode.get(code),
    contactNamed: (category) => byName.get(category.toLowerCase()),
  };
}

/** A box around all of them. */
function boundsOf(boxes: readonly Bounds[]): Bounds | null {
  return boxes.reduce<Bounds | null>(
    (all, one) =>
      all === null
        ? one
        : {
            west: Math.min(all.west, one.west),
            south: Math.min(all.south, one.south),
            east: Math.max(all.east, one.east),
            north: Math.max(all.north, one.north),
          },
    null,
  );
}
