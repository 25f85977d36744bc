import type { Actor } from "@/lib/actor";
import { userIdOf } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { closedSince } from "@/lib/bodies/closed-notice";
import { db, type Prisma } from "@/lib/db";
import { type PassedOn, passedOn } from "@/lib/delivery/updates/passed-on";
import { kindOf } from "@/lib/reports/states";

const picture = { select: { id: true, hash: true, width: true, height: true, position: true } } as const;
const pictures = {
  ...picture,
  orderBy: [{ position: "asc" }, { id: "asc" }],
} satisfies Prisma.PhotoFindManyArgs;

/**
 * The privacy boundary: all that a public page may be made of. No address, number, answer or IP is among it; `name` and
 * `reporterId` are there to be judged and are taken out by `getPublicReport`.
 */
export const publicReport = {
  id: true,
  visibility: true,
  state: true,
  title: true,
  detail: true,
  lat: true,
  lon: true,
  usedMap: true,
  address: true,
  language: true,
  service: true,
  createdAt: true,
  confirmedAt: true,
  updatedAt: true,
  name: true,
  showName: true,
  reporterId: true,
  category: { select: { id: true, name: true } },
  photos: pictures,
  duplicateOf: { select: { id: true, title: true, visibility: true } },
  deliveries: {
    orderBy: { body: { name: "asc" } },
    select: {
      id: true,
      state: true,
      method: true,
      externalId: true,
      customerReference: true,
      attempts: true,
      firstSentAt: true,
      sentAt: true,
      bodyId: true,
      body: { select: { slug: true, name: true, officeHours: true, forwardUpdates: true } },
      connection: { select: { settings: true, method: true, sendUpdates: true } },
    },
  },
  updates: {
    where: { visibility: "public" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      origin: true,
      text: true,
      newState: true,
      stateApplied: true,
      createdAt: true,
      name: true,
      showName: true,
      body: { select: { slug: true, name: true } },
      photos: pictures,
    },
  },
} as const satisfies Prisma.ReportSelect;

type Row = Prisma.ReportGetPayload<{ select: typeof publicReport }>;
type Named = { name: string; showName: boolean };
type Unnamed<Item extends Named> = Omit<Item, "name" | "showName"> & { author: string | null };

export type PublicReport = Unnamed<Omit<Row, "reporterId" | "updates" | "deliveries" | "duplicateOf">> & {
  /** It is the viewer's own. */
  mine: boolean;
  duplicateOf: { id: number; title: string } | null;
  updates: Unnamed<Row["updates"][number]>[];
  /** Which of its bodies are told of what people write about it, and how. */
  passedOn: PassedOn[];
  /** As `deliveryStory` takes them; of a connection's settings only which reference to publish. */
  deliveries: (Omit<Row["deliveries"][number], "bodyId" | "body" | "connection"> & {
    body: { slug: string; name: string };
    closed: string | null;
    connection: { settings: { publishReference?: string } } | null;
  })[];
};

export type PublicAnswer =
  | { kind: "found"; report: PublicReport }
  /** Unknown, or not confirmed yet: nobody is told which. */
  | { kind: "not_found" }
  | { kind: "private" }
  | { kind: "hidden" };

/** A report as the actor may see it; a private one is its reporter's and that of staff who may. */
export async function getPublicReport(
  id: number,
  actor: Actor,
  now: Date = new Date(),
): Promise<PublicAnswer> {
  // A number that no id can be is simply unknown.
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) return { kind: "not_found" };
  const row = await db.report.findUnique({ where: { id }, select: publicReport });
  if (!row || row.visibility === "unconfirmed") return { kind: "not_found" };
  if (row.visibility === "hidden") return { kind: "hidden" };
  if (row.visibility === "private") {
    const subject = {
      ownerId: row.reporterId,
      categoryId: row.category.id,
      bodyIds: row.deliveries.map(({ bodyId }) => bodyId),
    };
    if (!may(actor, "report:view-private", subject)) return { kind: "private" };
  }
  return { kind: "found", report: shown(row, userIdOf(actor), now) };
}

function shown(
  { reporterId, updates, deliveries, duplicateOf, ...row }: Row,
  viewer: number | null,
  now: Date,
): PublicReport {
  return {
    ...unnamed(row),
    mine: viewer !== null && viewer === reporterId,
    duplicateOf:
      duplicateOf?.visibility === "public" ? { id: duplicateOf.id, title: duplicateOf.title } : null,
    updates: updates.map(unnamed),
    passedOn: passedOn(deliveries),
    deliveries: deliveries.map(({ bodyId: _, body, connection, ...delivery }) => ({
      ...delivery,
      body: { slug: body.slug, name: body.name },
      closed:
        delivery.sentAt && kindOf(row.state) === "open" ? closedSince(body, delivery.sentAt, now) : null,
      connection: connection && { settings: published(connection.settings) },
    })),
  };
}

function unnamed<Item extends Named>({ name, showName, ...item }: Item): Unnamed<Item> {
  return { ...item, author: showName && name ? name : null };
}

/** Addresses and keys of a body's back end are nobody's business. */
function published(settings: Prisma.JsonValue): { publishReference?: string } {
  const { publishReference } = (settings ?? {}) as { publishReference?: unknown };
  return typeof publishReference === "string" ? { publishReference } : {};
}
