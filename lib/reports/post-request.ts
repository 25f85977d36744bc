import type { ClientActor } from "@/lib/actor";
import { findOrMakeUser } from "@/lib/auth/account";
import { authorize } from "@/lib/auth/permissions";
import { backEndOf } from "@/lib/bodies/own-system";
import { db, isUniqueViolation, type Prisma, type Tx } from "@/lib/db";
import { DomainError, invalid, notFound } from "@/lib/errors";
import type { Point } from "@/lib/geo/point";
import { locale } from "@/lib/locale";
import { translator } from "@/lib/messages";
import { addPosted } from "@/lib/photos/add-posted";
import { askForMedia, mediaPatienceMs } from "@/lib/photos/ask-for-media";
import { attachPhotos, maxPhotos } from "@/lib/photos/attach";
import { type Checked, checkReport } from "@/lib/reports/check";
import { findService } from "@/lib/reports/find-service";
import { askToConfirm, insertReport } from "@/lib/reports/insert-report";
import { placeOfAddress } from "@/lib/reports/place-of-address";
import { ownAttributes, type PostedReport } from "@/lib/reports/posted-request";
import { publish } from "@/lib/reports/publish";
import { assertNotFoundMeanwhile, FoundMeanwhile, takeOverImported } from "@/lib/reports/take-over-imported";

/** `waits`: its reporter has still to confirm it. `fewerFiles`: of the files the first three were taken. */
export type PostedOutcome = { reportId: number; waits: boolean; fewerFiles: boolean };

const mostOthers = 100;
const longestExtra = 50_000;

/**
 * Takes in a report that another system posts. It goes the way of any report: of a caller that we trust it is public and on its way at
 * once, else its reporter confirms it by mail. What the caller calls by the same name is the same report, also when it comes twice at
 * once. Source: GeoReport v2, "POST Service Request".
 * @param bodyId the body that its `jurisdiction_id` means; null = whoever takes such reports there
 * @throws DomainError `forbidden`; `not_found` for a service that is none; `invalid` with a fault per field as it is named on the wire
 */
export async function postRequest(
  client: ClientActor,
  given: PostedReport,
  bodyId: number | null,
  now: Date,
): Promise<PostedOutcome> {
  authorize(client, "report:create");
  const posted = client.bodyId === null ? given : withItsNumber(given);
  const known = await findPosted(client, posted.reference);
  if (known) return known;
  const t = translator("posting");
  if (posted.email === "" && !client.trusted) throw invalid(t("form"), { email: t("emailMissing") });
  const service = await findService(posted.serviceCode);
  if (!service) throw notFound(t("service"));
  const point = posted.point ?? (await placeOfAddress(posted.address));
  const checked = await check(posted, { categoryId: service.id, point, bodyId });
  const photoIds = await addPosted(posted.files, t("form"));
  const report = { posted, service, point, checked, photoIds };
  try {
    return await db.$transaction((tx) => write(tx, client, report, now));
  } catch (error) {
    // Its list was read in this very moment: then it is taken over.
    if (error instanceof FoundMeanwhile || isUniqueViolation(error, "externalId"))
      return db.$transaction((tx) => write(tx, client, report, now));
    const twin = isUniqueViolation(error, "clientReference") && (await findPosted(client, posted.reference));
    if (twin) return twin;
    throw error;
  }
}

type Ready = {
  posted: PostedReport;
  service: { id: number; name: string };
  point: Point;
  checked: Checked;
  photoIds: readonly string[];
};

async function write(
  tx: Tx,
  client: ClientActor,
  { posted, service, point, checked, photoIds }: Ready,
  now: Date,
): Promise<PostedOutcome> {
  const reporterId = posted.email === "" ? null : (await findOrMakeUser(tx, posted.email)).id;
  const { name, phone, showName, address, reference } = posted;
  const title = posted.title || service.name;
  const row = {
    ...{ categoryId: service.id, title, detail: posted.detail || title, name, phone, showName, reporterId },
    ...{ usedMap: posted.point !== null, searchedFor: address, language: locale, service: "open311" },
    ...{ clientId: client.clientId, clientReference: reference, extra: extraOf(posted, checked) },
  };
  if (client.trusted) {
    const known = await takeOverImported(tx, client, reference, { ...row, answers: checked.answers }, now);
    if (known?.isNew) await addPictures(tx, client, known.reportId, photoIds, posted.mediaUrls);
    if (known) return { reportId: known.reportId, waits: false, fewerFiles: false };
  }
  const report = await insertReport(tx, client, { row, point, photoIds, checked }, now);
  const connectionId = await backEndOf(tx, client);
  await askForMedia(tx, { reportId: report.id, connectionId }, posted.mediaUrls);
  const fewerFiles = posted.files.length > maxPhotos;
  if (client.trusted) {
    await publish(tx, client, report, now);
    await assertNotFoundMeanwhile(tx, client, reference, report.id);
    if (posted.mediaUrls.length > 0) await waitForMedia(tx, report.id, now);
    return { reportId: report.id, waits: false, fewerFiles };
  }
  if (reporterId !== null) await askToConfirm(tx, report.id, reporterId, now);
  return { reportId: report.id, waits: true, fewerFiles };
}

/** Of a body's own site that does not say what it calls a report, the report's page there does. */
function withItsNumber(posted: PostedReport): PostedReport {
  const [, number = null] = /\/report\/(\d{1,10})$/.exec(String(posted.extra.url ?? "")) ?? [];
  return { ...posted, reference: posted.reference ?? number };
}

/** What this client has posted under this name before. */
async function findPosted(client: ClientActor, reference: string | null): Promise<PostedOutcome | null> {
  if (reference === null) return null;
  const report = await db.report.findUnique({
    where: { clientId_clientReference: { clientId: client.clientId, clientReference: reference } },
    select: { id: true, visibility: true },
  });
  return report && { reportId: report.id, waits: report.visibility === "unconfirmed", fewerFiles: false };
}

/** As any report is checked; faults under the names that the fields have on the wire. */
async function check(
  { point: given, answers }: PostedReport,
  { categoryId, point, bodyId }: { categoryId: number; point: Point; bodyId: number | null },
): Promise<Checked> {
  const t = translator("posting");
  let checked: Checked;
  try {
    checked = await checkReport({ point, categoryId, answers });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "invalid") throw error;
    const faults = Object.entries(error.fields).map(([field, fault]): [string, string] => {
      if (field === "point") return [given ? "lat" : "address_string", fault];
      if (field === "categoryId") return ["service_code", t("serviceNotHere")];
      return [field.replace(/^answers\.(.*)$/s, "attribute[$1]"), fault];
    });
    throw invalid(t("form"), Object.fromEntries(faults));
  }
  if (bodyId !== null && !checked.bodyIds.includes(bodyId)) {
    throw invalid(t("form"), { service_code: t("serviceNotTheirs") });
  }
  return checked;
}

/**
 * To a report that was found in a list, and has none yet: files go before addresses that may never answer, and addresses that were posted
 * are asked for where none of the list's may still come.
 */
async function addPictures(
  tx: Tx,
  client: ClientActor,
  reportId: number,
  photoIds: readonly string[],
  urls: readonly string[],
): Promise<void> {
  const where = { reportId };
  if ((await tx.photo.count({ where })) > 0) return;
  const waiting = { ...where, state: "due" } as const;
  if (photoIds.length > 0) await tx.mediaFetch.deleteMany({ where: waiting });
  await attachPhotos(tx, where, photoIds);
  if (photoIds.length > 0 || (await tx.mediaFetch.count({ where: waiting })) > 0) return;
  await askForMedia(tx, { ...where, connectionId: await backEndOf(tx, client) }, urls);
}

/** So that whoever gets the report gets its pictures, too. The sweep sends it when its time has come. */
async function waitForMedia(tx: Tx, reportId: number, now: Date): Promise<void> {
  const dueAt = new Date(now.getTime() + mediaPatienceMs);
  await tx.delivery.updateMany({ where: { reportId, state: "due" }, data: { dueAt } });
}

/** What no question asks for is kept, not refused: other systems tell what others again ask for. @throws DomainError `invalid` */
function extraOf({ answers, extra }: PostedReport, { codes }: Checked): Prisma.InputJsonObject {
  const asked = new Set(codes);
  const others = Object.entries(answers).filter(([code]) => !asked.has(code) && !ownAttributes.has(code));
  const posted = { ...extra, ...(others.length > 0 && { attributes: Object.fromEntries(others) }) };
  if (others.length > mostOthers || JSON.stringify(posted).length > longestExtra) {
    throw invalid(translator("posting")("form"), { attribute: translator("posting")("attributesMany") });
  }
  return Object.keys(posted).length > 0 ? { posted } : {};
}
