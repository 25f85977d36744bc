import sharp from "sharp";
import { db, type Prisma } from "@/lib/db";
import { makeDelivery, makeReport, makeUpdate, makeUser } from "@/lib/testing/factories";
import type { Place } from "./place";

/** A report of one kind: what of it everybody may read, and what nobody. */
export type Made = {
  reportId: number;
  /** In the body's own reference: REF-mark. */
  mark: string;
  updateIds: number[];
  /** Words that must be found where such a report is shown. */
  shown: string[];
  /** Its photos, or those of its updates, are nobody's. */
  hiddenPhotos: string[];
};

type Make = (place: Place, mark: string) => Promise<Made>;

/**
 * Every kind of report there is for somebody who looks in from outside. Whatever must not be read has `mark` in it: words of
 * reports that are not public, and of every report its reporter, answers, and what passed between us and the back end.
 */
export const kinds = {
  "a public one whose reporter shows no name": (place, mark) => report(place, mark, { open: true }),
  "a private one": (place, mark) => report(place, mark, { visibility: "private" }),
  "a hidden one": (place, mark) => report(place, mark, { visibility: "hidden" }),
  "one that was never confirmed": (place, mark) => report(place, mark, { visibility: "unconfirmed" }),
  "a public duplicate of a private one": async (place, mark) => {
    const original = await report(place, mark, { visibility: "private" });
    return report(place, mark, { open: true, state: "duplicate", duplicateOfId: original.reportId });
  },
  "one born at the back end": (place, mark) =>
    report(place, mark, { open: true, reporterId: null, name: "", service: "import" }),
  "one from an API client that keeps extras": (place, mark) =>
    report(place, mark, { open: true, service: "open311", extra: { device_id: mark, account_id: mark } }),
  "a public one with updates that are not": async (place, mark) => {
    const made = await report(place, mark, { open: true });
    const secret = { reportId: made.reportId, text: `${mark} update`, name: mark };
    const hidden = await makeUpdate({ ...secret, visibility: "hidden" });
    const waiting = await makeUpdate({ ...secret, visibility: "unconfirmed", confirmedAt: null });
    const photos = await Promise.all([photo({ updateId: hidden.id }), photo({ updateId: waiting.id })]);
    const hiddenPhotos = photos.map(({ updateId }) => `/photo/c/${updateId}.0.full.jpeg`);
    return { ...made, updateIds: [...made.updateIds, hidden.id, waiting.id], hiddenPhotos };
  },
} satisfies Record<string, Make>;

type Options = Partial<Prisma.ReportUncheckedCreateInput> & { open?: boolean };

/** With a delivery and an update that tell all they know. */
async function report(place: Place, mark: string, { open = false, ...overrides }: Options): Promise<Made> {
  const one = crypto.randomUUID().slice(0, 8);
  const words = open ? `Seen${one}` : `${mark}${one}`;
  const reporter = await makeUser({
    ...{
      email: `${mark}.${one}@private.example`.toLowerCase(),
      name: `${mark} Reporter`,
      phone: `${mark} ${one}`,
    },
  });
  const { lat, lon } = place;
  const made = await makeReport({
    ...{ title: `${words} title`, detail: `${words} detail`, lat, lon, categoryId: place.category.id },
    ...{ name: reporter.name, phone: mark, searchedFor: mark, reporterId: reporter.id, showName: false },
    address: open ? "1 Open Lane" : `${mark} Lane`,
    answers: [{ code: "depth", description: "How deep?", value: mark }],
    extra: { kept: mark },
    areas: { create: { areaId: place.area.id } },
    ...overrides,
  });
  const delivery = await makeDelivery({
    ...{ reportId: made.id, bodyId: place.body.id, contactId: place.contact.id, method: "open311" },
    ...{ connectionId: place.connection.id, state: "sent", externalId: `REF-${one}`, sentAt: new Date() },
    ...{ firstSentAt: new Date(), lastError: mark, note: mark, detailedInformation: mark, sentTo: [mark] },
    previous: [{ sentAt: new Date().toISOString(), externalId: null, method: "email", sentTo: [mark] }],
    customerReference: null,
  });
  const exchange = { url: `https://${mark}.example`, requestBody: mark, responseBody: mark };
  await db.deliveryAttempt.create({
    data: {
      ...{ deliveryId: delivery.id, connectionId: place.connection.id, number: 1, method: "open311" },
      ...{ worker: mark, startedAt: new Date(), durationMs: 1, outcome: "failed", reason: mark },
      exchanges: [exchange],
    },
  });
  const update = await makeUpdate({
    ...{ reportId: made.id, text: `${words} said`, name: `${mark} Speaker`, showName: false },
    ...{ emailText: mark, raw: { words: mark }, decision: { because: mark }, extra: { kept: mark } },
  });
  if (!open) await photo({ reportId: made.id });
  return {
    reportId: made.id,
    mark: one,
    updateIds: [update.id],
    shown: open ? [`${words} title`] : [],
    hiddenPhotos: open ? [] : ["full", "thumb"].map((size) => `/photo/${made.id}.0.${size}.jpeg`),
  };
}

/** A picture in the store, as an upload leaves it. */
async function photo<Owner extends { reportId: number } | { updateId: number }>(
  owner: Owner,
): Promise<Owner> {
  const hash = crypto.randomUUID();
  const size = { width: 40, height: 30 };
  const picture = sharp({ create: { ...size, channels: 3, background: "#334455" } });
  const bytes = new Uint8Array(await picture.jpeg().toBuffer());
  await db.photoData.createMany({ data: ["full", "thumb"].map((kept) => ({ hash, size: kept, bytes })) });
  await db.photo.create({ data: { id: crypto.randomUUID(), hash, ...size, ...owner } });
  return owner;
}
