import { env } from "@/lib/env";
import type { EventName } from "@/lib/event-names";
import { translator } from "@/lib/messages";
import { pictured, updatePhotoPath } from "@/lib/photo-paths";
import { readPublished } from "@/lib/published/reports/list-published";
import type { PublishedReport } from "@/lib/published/reports/published-report";
import { readPublishedUpdates } from "@/lib/published/updates/list-published-updates";
import type { PublishedUpdate } from "@/lib/published/updates/published-update";
import { kindOf } from "@/lib/reports/states";
import { photoUrl, reportUrl, siteUrl } from "@/lib/urls";

/** Raised when a field changes its meaning or goes; new fields may come at any time. */
const payloadVersion = 1;

/** What happened, as far as the row says. */
export type Told = {
  event: EventName | "ping";
  eventId: string;
  happenedAt: Date;
  reportId: number | null;
  updateId: number | null;
};

export type Payload = { kind: "send"; body: string } | { kind: "skip"; reason: string };

/**
 * What a webhook is told, as JSON (`docs/webhooks.md`): the report and the update as everybody may read them at this moment. What may
 * not be seen any more is left out altogether; what was hidden is told with its number, unless it can be seen again.
 */
export async function loadPayload(told: Told): Promise<Payload> {
  const { event, reportId, updateId } = told;
  if (event === "ping" || reportId === null) return send(told, {});
  if (event === "report.hidden") {
    const [report] = await readPublished([reportId]);
    return report ? skip("publicAgain") : send(told, { report: { id: reportId } });
  }
  if (event === "update.hidden") {
    const [update] = updateId === null ? [] : await readPublishedUpdates([updateId]);
    return update ? skip("publicAgain") : send(told, { report: { id: reportId }, update: { id: updateId } });
  }
  const [report] = await readPublished([reportId]);
  if (!report) return skip("notPublic");
  if (event !== "update.published") return send(told, { report: reportOf(report) });
  const [update] = updateId === null ? [] : await readPublishedUpdates([updateId]);
  return update ? send(told, { report: reportOf(report), update: updateOf(update) }) : skip("notPublic");
}

const skip = (why: "notPublic" | "publicAgain"): Payload => ({
  kind: "skip",
  reason: translator("webhooks")(`skipped.${why}`),
});

function send({ event, eventId, happenedAt }: Told, about: object): Payload {
  const head = { version: payloadVersion, event, id: eventId, happenedAt: happenedAt.toISOString() };
  return { kind: "send", body: JSON.stringify({ ...head, site: env.SITE_URL, ...about }) };
}

const reportOf = (report: PublishedReport) => ({
  id: report.id,
  url: reportUrl(report.id),
  title: report.title,
  detail: report.detail,
  category: report.category,
  state: report.state,
  kind: kindOf(report.state),
  lat: report.lat,
  long: report.lon,
  address: report.address,
  author: report.author,
  confirmedAt: report.confirmedAt.toISOString(),
  updatedAt: report.updatedAt.toISOString(),
  photos: report.photos.map(({ position, hash }) => photoUrl(report.id, position, hash)),
  bodies: report.bodies.map(({ slug, name, sentAt, reference }) => ({
    ...{ slug, name, reference },
    sentAt: sentAt?.toISOString() ?? null,
  })),
});

const updateOf = (update: PublishedUpdate) => ({
  id: update.id,
  url: siteUrl(`/report/${update.reportId}#update-${update.id}`),
  text: update.text,
  state: update.state,
  kind: kindOf(update.state),
  moved: update.moved,
  author: update.author,
  body: update.body && { slug: update.body.slug, name: update.body.name },
  confirmedAt: update.confirmedAt.toISOString(),
  photos: update.photos.map(({ position, hash }) =>
    siteUrl(pictured(updatePhotoPath(update.id, position, "full"), hash)),
  ),
});
