import type { AuthorKind, UpdateParcel } from "@/lib/delivery/parcel";
import { answersOf, categoryChangeOf, personalOf } from "@/lib/delivery/updates/extra";
import type { LoadedUpdate, UpdateRow } from "@/lib/delivery/updates/load-updates";
import { pictured, updatePhotoPath } from "@/lib/photo-paths";
import { readPhoto } from "@/lib/photos/read";
import { reportUrl, siteUrl } from "@/lib/urls";

/** Puts together what a body is told about an update. */
export function loadUpdateParcel({ row, destination, reopened, round }: LoadedUpdate): UpdateParcel {
  const { update, delivery } = row;
  const { report, body } = delivery;
  return {
    updateId: row.updateId,
    reportId: report.id,
    reportUrl: reportUrl(report.id),
    reportTitle: report.title,
    category: report.category.name,
    destination: destination ?? delivery.contact?.destination ?? "",
    private: report.visibility === "private",
    externalId: delivery.externalId,
    customerReference: delivery.customerReference,
    saidAt: row.saidAt,
    state: update.newState ?? report.state,
    reopened,
    // What a body's own site has posted to us is our work: it is told how it stands, always.
    unchanged: !(update.stateApplied && update.newState) && report.client?.bodyId !== body.id,
    categoryChange: categoryChangeOf(update.extra),
    text: update.text,
    language: update.language,
    photos: update.photos.map((photo) => ({
      url: siteUrl(pictured(updatePhotoPath(row.updateId, photo.position, "full"), photo.hash)),
      fileName: `${row.updateId}.${photo.position}.full.jpeg`,
      type: "image/jpeg",
      bytes: async () => {
        const bytes = await readPhoto(photo.hash, "full");
        if (!bytes) throw new Error(`The bytes of photo ${photo.id} are missing from the store.`);
        return bytes;
      },
    })),
    author: authorOf(row),
    personal: personalOf(update.extra),
    answers: answersOf(update.extra),
    anonymous: !update.showName,
    reporterEmail: report.reporter?.email ?? null,
    body: { slug: body.slug, name: body.name, language: body.language, replyTo: body.replyTo },
    sentTo: delivery.sentTo,
    messageId: delivery.messageId,
    readySince: later(row.createdAt, delivery.firstSentAt),
    round,
    token: row.token,
  };
}

const later = (one: Date, other: Date | null): Date => (other && other > one ? other : one);

function authorOf({ update, delivery }: UpdateRow): UpdateParcel["author"] {
  const { user, name } = update;
  return {
    kind: kindOf(update, delivery.report.reporterId),
    name: name || user?.name || "",
    email: user?.email ?? null,
    emailVerified: user?.emailVerifiedAt != null,
    phone: user?.phone ?? "",
  };
}

function kindOf({ origin, userId }: UpdateRow["update"], reporterId: number | null): AuthorKind {
  if (origin === "staff" || origin === "questionnaire") return origin;
  return origin === "reporter" || (userId !== null && userId === reporterId) ? "reporter" : "citizen";
}
