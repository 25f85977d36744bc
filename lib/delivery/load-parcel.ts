import { z } from "zod";
import { db } from "@/lib/db";
import type { ClaimedContact, ClaimedDelivery } from "@/lib/delivery/load-claimed";
import type { Parcel } from "@/lib/delivery/parcel";
import { readPhoto } from "@/lib/photos/read";
import { photoUrl, reportUrl } from "@/lib/urls";

const Answers = z.array(
  z.object({
    code: z.string(),
    description: z.string().default(""),
    value: z.union([z.string(), z.array(z.string())]),
  }),
);
const Previous = z.array(z.object({ externalId: z.string().nullish() }));
const Values = z.array(z.object({ key: z.string(), name: z.string() }));

/** Puts together what a body is told about a report. */
export function loadParcel({ report, ...delivery }: ClaimedDelivery, contact: ClaimedContact): Parcel {
  const previous = Previous.parse(delivery.previous);
  return {
    reportId: report.id,
    url: reportUrl(report.id),
    title: report.title,
    detail: report.detail,
    category: contact.category.name,
    groups: contact.groups,
    point: { lat: report.lat, lon: report.lon },
    usedMap: report.usedMap,
    searchedFor: report.searchedFor,
    areas: () => slugsOfAreas(report.id),
    address: report.address,
    confirmedAt: report.confirmedAt ?? report.createdAt,
    language: report.language,
    private: report.visibility === "private",
    service: report.service,
    photos: report.photos.map((photo) => ({
      url: photoUrl(report.id, photo.position, photo.hash),
      // Back ends know our own pictures by this name when they come back in updates.
      fileName: `${report.id}.${photo.position}.full.jpeg`,
      type: "image/jpeg",
      bytes: async () => {
        const bytes = await readPhoto(photo.hash, "full");
        if (!bytes) throw new Error(`The bytes of photo ${photo.id} are missing from the store.`);
        return bytes;
      },
    })),
    reporter: {
      name: report.name,
      email: report.reporter?.email ?? null,
      emailVerified: report.reporter?.emailVerifiedAt != null,
      phone: report.phone || report.reporter?.phone || "",
    },
    anonymous: !report.showName,
    answers: labelledAnswers(report.answers, contact),
    declared: contact.questions.map(({ code }) => code),
    contact: { destination: contact.destination, idField: contact.idField, serviceType: contact.serviceType },
    body: {
      slug: delivery.body.slug,
      name: delivery.body.name,
      language: delivery.body.language,
      replyTo: delivery.body.replyTo,
    },
    alsoSentTo: report.deliveries.filter(({ id }) => id !== delivery.id).map(({ body }) => body.name),
    round: 1 + previous.length,
    earlier: previous.flatMap(({ externalId }) => externalId ?? []),
    token: delivery.token,
  };
}

async function slugsOfAreas(reportId: number): Promise<string[]> {
  const rows = await db.reportArea.findMany({
    where: { reportId },
    select: { area: { select: { slug: true } } },
  });
  return rows.map(({ area }) => area.slug);
}

/** Answers to this body's own questions, with the chosen values in words. */
function labelledAnswers(stored: unknown, contact: ClaimedContact): Parcel["answers"] {
  const questions = new Map(contact.questions.map((question) => [question.code, question]));
  return Answers.parse(stored).flatMap(({ code, description, value }) => {
    const question = questions.get(code);
    if (!question) return []; // asked by another body of the same report
    const names = new Map(Values.parse(question.values).map(({ key, name }) => [key, name]));
    const word = (key: string) => names.get(key) ?? key;
    return [
      {
        code,
        description: question.description || description,
        value,
        label: typeof value === "string" ? word(value) : value.map(word),
      },
    ];
  });
}
