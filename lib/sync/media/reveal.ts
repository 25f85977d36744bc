import { announce } from "@/lib/announce";
import { readSettings } from "@/lib/bodies/connections";
import type { Prisma, Tx } from "@/lib/db";
import { tellFollowers } from "@/lib/reports/tell-followers";
import type { HiddenReason } from "@/lib/sync/updates/decision";
import { suppressAlerts } from "@/lib/sync/updates/write-updates";

/** A picture that did not come so often is not waited for by others. */
const patientTries = 3;

const shownWith = {
  text: true,
  origin: true,
  bodyId: true,
  photos: { select: { hash: true }, orderBy: { position: "asc" } },
  // Pictures of its own that may still come.
  mediaFetches: {
    where: { state: "due", attempts: { lt: patientTries } },
    select: { id: true },
    take: 1,
  },
} as const satisfies Prisma.UpdateSelect;
type Shown = Prisma.UpdateGetPayload<{ select: typeof shownWith }>;

const judgedBy = {
  ...shownWith,
  id: true,
  reportId: true,
  createdAt: true,
  silent: true,
  connection: { select: { method: true, settings: true, secrets: true } },
} as const satisfies Prisma.UpdateSelect;
type Judged = Prisma.UpdateGetPayload<{ select: typeof judgedBy }>;

/**
 * Decides about a report's updates whose picture may be their only news, as far as their pictures are here: everybody sees one if its
 * pictures are others than those that were shown just before. The caller has locked the report. Source: spec/integration.md 5.10.
 * @returns how many can be seen from now on
 */
export async function reveal(tx: Tx, reportId: number, now: Date): Promise<number> {
  const waiting = await tx.update.findMany({
    where: {
      ...{ reportId, origin: "backend", visibility: "hidden", mediaFetches: { none: { state: "due" } } },
      decision: { path: ["hidden"], equals: "waits_for_its_picture" satisfies HiddenReason },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: judgedBy,
  });
  let revealed = 0;
  for (const update of waiting) if (await revealOne(tx, update, now)) revealed++;
  return revealed;
}

async function revealOne(tx: Tx, update: Judged, now: Date): Promise<boolean> {
  const hidden = await whyStillHidden(tx, update);
  if (hidden === "waits_for_its_picture") return false;
  await tx.$executeRaw`
    update "Update" set decision = jsonb_set(decision, '{hidden}', ${JSON.stringify(hidden)}::jsonb),
      visibility = ${hidden ? "hidden" : "public"}::"Visibility"
    where id = ${update.id}`;
  if (hidden) return false;
  await tx.report.updateMany({
    where: { id: update.reportId, updatedAt: { lt: update.createdAt } },
    data: { updatedAt: update.createdAt },
  });
  if (isQuiet(update)) await suppressAlerts(tx, [update.id]);
  if (!update.silent) {
    const { id: updateId, reportId } = update;
    await tellFollowers(tx, [reportId], now);
    await announce(tx, { event: "update.published", reportId, updateId });
  }
  return true;
}

async function whyStillHidden(tx: Tx, update: Judged): Promise<HiddenReason | null> {
  if (update.photos.length === 0) return "picture_failed";
  const { id, reportId, createdAt } = update;
  // The words about a new category, which have no id of the back end's, say nothing by themselves.
  const shown = {
    ...{ reportId, visibility: "public" as const, NOT: { origin: "backend" as const, externalId: null } },
  };
  const before = await tx.update.findFirst({
    where: { ...shown, OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: shownWith,
  });
  if (before && isCouncils(before, update)) {
    if (before.mediaFetches.length > 0) return "waits_for_its_picture";
    if (isSamePictures(before, update)) return "picture_not_new";
  }
  // One that was told later may have got its picture first: the same is not shown twice.
  const after = await tx.update.findFirst({
    where: { ...shown, OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: shownWith,
  });
  const isRepeated =
    after && isCouncils(after, update) && after.text === update.text && isSamePictures(after, update);
  return isRepeated ? "picture_not_new" : null;
}

const isCouncils = ({ origin, bodyId }: Shown, of: Shown): boolean =>
  (origin === "backend" || origin === "automatic") && bodyId === of.bodyId;

const isSamePictures = (one: Shown, other: Shown): boolean =>
  one.photos.length === other.photos.length &&
  one.photos.every(({ hash }, at) => hash === other.photos[at]?.hash);

/** Whether reporters are not mailed about what this back end tells. */
function isQuiet({ connection }: Judged): boolean {
  if (connection?.method !== "open311") return false;
  return readSettings({ ...connection, method: "open311" }).suppressAlerts;
}
