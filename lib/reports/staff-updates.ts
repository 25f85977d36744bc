import type { Actor } from "@/lib/actor";
import { may } from "@/lib/auth/permissions";
import { isSuperuser } from "@/lib/auth/superuser";
import { db, type Prisma } from "@/lib/db";
import { type UpdateAction as SendingAction, updateActionsFor } from "@/lib/delivery/updates/update-actions";
import { mayModerate } from "@/lib/reports/may-moderate";
import { publicReport } from "@/lib/reports/public-report";

/** What staff see of a report's updates: also what nobody else sees, how each came in, and where it went. */
export const staffUpdates = {
  ...publicReport.updates,
  // Hidden ones too: somebody may have to show them again.
  where: { visibility: { in: ["public", "hidden", "unconfirmed"] } },
  select: {
    ...publicReport.updates.select,
    ...{ visibility: true, bodyId: true, externalId: true, externalStatusCode: true, emailText: true },
    ...{ raw: true, decision: true },
    template: { select: { id: true, title: true } },
    connection: { select: { id: true, slug: true, bodyId: true } },
    mediaFetches: {
      where: { state: { not: "done" } },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      // Not the address: a picture that came along is its own address.
      select: { id: true, position: true, state: true, attempts: true, dueAt: true, lastError: true },
    },
    deliveries: {
      orderBy: { id: "asc" },
      select: {
        ...{ id: true, state: true, attempts: true, dueAt: true, sentAt: true, externalId: true },
        ...{ lastError: true, note: true },
        delivery: { select: { id: true, bodyId: true, body: { select: { name: true } } } },
      },
    },
  },
} as const satisfies Prisma.Report$updatesArgs;

type Row = Prisma.UpdateGetPayload<{ select: typeof staffUpdates.select }>;

/** What can be done about an update itself. */
export type UpdateAction = "hide" | "show" | "delete";

/** How an update of a back end came in. */
export type Came = {
  connection: { id: number; slug: string } | null;
  /** The back end's own id and code of it. */
  externalId: string | null;
  code: string | null;
  /** Told to the reporter by mail instead of the text. */
  emailText: string | null;
  template: { id: number; title: string } | null;
  /** The item as JSON, in our names for its fields; null where none was kept. */
  raw: string | null;
  /** As lib/sync/updates/decision.ts has it. */
  decision: unknown;
};

/** Where an update went, or is to go. */
export type UpdateWay = Pick<Row["deliveries"][number], "id" | "state" | "attempts" | "dueAt" | "sentAt"> & {
  body: string;
  externalId: string | null;
  /** Null, as the note is empty, to whoever may not see what its body answered. */
  lastError: string | null;
  note: string;
  /** Whether the actor may open it. */
  visible: boolean;
  actions: SendingAction[];
};

export type StaffUpdate = Pick<
  Row,
  | ("id" | "origin" | "visibility" | "text" | "newState" | "stateApplied" | "createdAt")
  | ("name" | "showName" | "bodyId" | "body" | "photos")
> & {
  actions: UpdateAction[];
  /** Who hid it said why; null: nobody has hidden it. */
  hiddenNote: string | null;
  /** Null for what people wrote here, and to whoever may not see what its body's back end told. */
  came: Came | null;
  /** Those that are still to be fetched, or could not be. */
  pictures: Row["mediaFetches"];
  ways: UpdateWay[];
};

type Sight = { categoryId: number; moderate: boolean; seeReporter: boolean };

/**
 * A report's updates as the actor may see them. Hidden ones are for those who may show them again, what nobody has confirmed for
 * superusers only; what one body's system told or answered is that body's business.
 */
export async function shownUpdates(
  actor: Actor,
  reportId: number,
  rows: readonly Row[],
  sight: Sight,
): Promise<StaffUpdate[]> {
  const seen = rows.filter(
    ({ visibility }) =>
      visibility === "public" || (visibility === "hidden" ? sight.moderate : isSuperuser(actor)),
  );
  const notes = seen.some(({ visibility }) => visibility === "hidden") ? await hidingNotes(reportId) : null;
  return seen.map((row) => shown(row, actor, sight, notes));
}

function shown(row: Row, actor: Actor, sight: Sight, notes: Map<unknown, string> | null): StaffUpdate {
  const { id, origin, visibility, text, newState, stateApplied, createdAt, mediaFetches } = row;
  const { showName, bodyId, body, photos } = row;
  return {
    ...{ id, origin, visibility, text, newState, stateApplied, createdAt, showName, bodyId, body, photos },
    // Who wrote without their name is known to those who may see who reported.
    name: showName || sight.seeReporter ? row.name : "",
    actions: sight.moderate ? actionsOf(row, actor) : [],
    hiddenNote: visibility === "hidden" ? (notes?.get(id) ?? null) : null,
    came: cameOf(row, actor, sight),
    pictures: mediaFetches,
    ways: row.deliveries.map((way) => wayOf(way, actor, sight)),
  };
}

function actionsOf(update: Row, actor: Actor): UpdateAction[] {
  if (!mayModerate(actor, update)) return [];
  const turns = { public: ["hide"], hidden: ["show"], unconfirmed: [], private: [] } as const;
  return isSuperuser(actor) ? [...turns[update.visibility], "delete"] : [...turns[update.visibility]];
}

function cameOf(row: Row, actor: Actor, { categoryId }: Sight): Came | null {
  const bodyId = row.connection?.bodyId ?? row.bodyId;
  if (row.origin !== "backend" || bodyId === null) return null;
  if (!may(actor, "delivery:view", { bodyIds: [bodyId], categoryId })) return null;
  const { connection, externalId, externalStatusCode: code, emailText, template, raw, decision } = row;
  return {
    connection: connection && { id: connection.id, slug: connection.slug },
    ...{ externalId, code, emailText, template, decision },
    raw: raw === null ? null : JSON.stringify(raw),
  };
}

function wayOf(
  { delivery: { bodyId, body }, ...way }: Row["deliveries"][number],
  actor: Actor,
  { categoryId }: Sight,
): UpdateWay {
  const subject = { bodyIds: [bodyId], categoryId };
  const visible = may(actor, "delivery:view", subject);
  return {
    ...{ id: way.id, state: way.state, attempts: way.attempts, dueAt: way.dueAt, sentAt: way.sentAt },
    ...{ body: body.name, externalId: way.externalId, visible },
    lastError: visible ? way.lastError : null,
    note: visible ? way.note : "",
    actions: may(actor, "delivery:act", subject) ? [...updateActionsFor(way.state)] : [],
  };
}

/** What was said when a report's updates were hidden, by update; the latest of each. */
async function hidingNotes(reportId: number): Promise<Map<unknown, string>> {
  const entries = await db.auditEntry.findMany({
    where: { reportId, action: "update.hide" },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { subject: true, note: true },
  });
  return new Map(
    entries.map(({ subject, note }) => [
      typeof subject === "object" && subject !== null && "updateId" in subject ? subject.updateId : null,
      note,
    ]),
  );
}
