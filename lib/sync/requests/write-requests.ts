import { announceAll } from "@/lib/announce";
import type { Tx } from "@/lib/db";
import { rewindFor } from "@/lib/delivery/rewind-watermark";
import { cellOf } from "@/lib/geo/cell";
import { enqueue } from "@/lib/queue";
import type { NewImport } from "@/lib/sync/requests/decide-import";
import type { LoadedImporter } from "@/lib/sync/requests/load-importer";

/**
 * Makes reports of what was born in a back end, each with a delivery that says that the body has it already, so that updates reach it
 * and go out from it. Nobody is told of them, nobody is asked about them. A fixed number of statements, however many.
 * @returns their ids, in order
 * @throws what the database says of a number that somebody else has just taken in (`isUniqueViolation` of `externalId`)
 */
export async function writeRequests(
  tx: Tx,
  importer: Pick<LoadedImporter, "connectionId" | "body">,
  reports: readonly NewImport[],
  historyRunId: number | null,
): Promise<number[]> {
  const newCategories = await makeCategories(tx, reports);
  const ids = await tx.$queryRaw<{ id: number }[]>`
    select nextval(pg_get_serial_sequence('"Report"', 'id'))::int as id from generate_series(1, ${reports.length}::int)`;
  const numbered = reports.map((report, at) => ({
    ...report,
    id: ids[at]?.id ?? 0,
    categoryId: report.category.id ?? newCategories.get(report.category.name) ?? 0,
  }));
  await insertReports(tx, importer, numbered, historyRunId);
  await insertAreas(tx, numbered);
  await insertDeliveries(tx, importer, numbered);
  await askForMedia(tx, importer.connectionId, numbered);
  if (historyRunId === null) {
    await readUpdatesAgain(tx, importer.connectionId, numbered);
    await announceAll(
      tx,
      numbered.map(({ id }) => ({ event: "report.published", reportId: id })),
    );
  }
  return numbered.map(({ id }) => id);
}

type Numbered = NewImport & { id: number; categoryId: number };

/** The category for what has none, where nobody has a contact for it yet. */
async function makeCategories(tx: Tx, reports: readonly NewImport[]): Promise<Map<string, number>> {
  const names = new Set(reports.flatMap(({ category }) => (category.id === null ? [category.name] : [])));
  const made = new Map<string, number>();
  for (const name of names) {
    const { id } = await tx.category.upsert({ where: { name }, update: {}, create: { name } });
    made.set(name, id);
  }
  return made;
}

async function insertReports(
  tx: Tx,
  { body }: Pick<LoadedImporter, "body">,
  reports: readonly Numbered[],
  historyRunId: number | null,
): Promise<void> {
  const rows = reports.map(
    ({ id, categoryId, title, detail, point, visibility, state, address, ...report }) => ({
      ...{ id, category: categoryId, title, detail, visibility, state, address },
      ...{ lat: point.lat, lon: point.lon, cell: cellOf(point).toString() },
      ...{ answers: report.answers, extra: report.extra },
      ...{ made: report.createdAt.toISOString(), changed: report.updatedAt.toISOString() },
    }),
  );
  await tx.$executeRaw`
    insert into "Report" (id, visibility, state, "categoryId", title, detail, lat, lon, cell, address, answers, "reporterId", name,
      "showName", language, service, "historyRunId", extra, "createdAt", "confirmedAt", "updatedAt")
    select id, visibility::"Visibility", state::"ReportState", category, title, detail, lat, lon, cell, address, answers,
      ${body.updatesUserId}::int, ${body.name}, true, ${body.language}, 'open311', ${historyRunId}::int, extra, made, made, changed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, visibility text, state text, category int, title text,
      detail text, lat float8, lon float8, cell bigint, address text, answers jsonb, extra jsonb, made timestamptz,
      changed timestamptz)`;
}

async function insertAreas(tx: Tx, reports: readonly Numbered[]): Promise<void> {
  const rows = reports.flatMap(({ id, areaIds }) => areaIds.map((area) => ({ id, area })));
  await tx.$executeRaw`
    insert into "ReportArea" ("reportId", "areaId")
    select id, area from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, area int)`;
}

/** By their numbers, so that two who take the same in do not wait for each other. */
async function insertDeliveries(
  tx: Tx,
  { connectionId, body }: Pick<LoadedImporter, "connectionId" | "body">,
  reports: readonly Numbered[],
): Promise<void> {
  const rows = reports.map(
    ({ id, contactId, externalId, createdAt, customerReference, externalStatusCode }) => ({
      ...{ id, contact: contactId, external: externalId, at: createdAt.toISOString() },
      ...{ reference: customerReference, code: externalStatusCode },
    }),
  );
  await tx.$executeRaw`
    insert into "Delivery" ("reportId", "bodyId", "contactId", "connectionId", method, state, "externalId", "customerReference",
      "externalStatusCode", "firstSentAt", "sentAt", "createdAt")
    select id, ${body.id}, contact, ${connectionId}, 'open311', 'received', external, reference, code, at, at, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id int, contact int, external text, at timestamptz, reference text,
      code text)
    order by external`;
}

/** What the back end has told of them before they were here was left out as nobody's. Old ones have a history of updates to be read. */
async function readUpdatesAgain(tx: Tx, connectionId: number, reports: readonly Numbered[]): Promise<void> {
  const changed = reports.filter(({ createdAt, updatedAt }) => updatedAt > createdAt);
  const [first] = changed.map(({ createdAt }) => createdAt).sort((a, b) => a.getTime() - b.getTime());
  if (first) await rewindFor(tx, connectionId, first);
}

async function askForMedia(tx: Tx, connectionId: number, reports: readonly Numbered[]): Promise<void> {
  const data = reports.flatMap(({ id, media }) =>
    media.map((url, position) => ({ reportId: id, connectionId, url, position })),
  );
  if (data.length === 0) return;
  await tx.mediaFetch.createMany({ data });
  await enqueue(tx, "fetch-media", {}, { key: "fetch-media" });
}
