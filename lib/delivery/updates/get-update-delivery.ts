import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { authorize, may } from "@/lib/auth/permissions";
import { db, type Prisma } from "@/lib/db";
import type { ShownExchange } from "@/lib/delivery/get-delivery";
import { type UpdateAction, updateActionsFor } from "@/lib/delivery/updates/update-actions";
import { UpdateAttempt } from "@/lib/delivery/updates/update-history";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import type { DeliveryState, SendMethod, UpdateOrigin } from "@/prisma/generated/enums";

const shownUpdate = {
  ...{ id: true, state: true, attempts: true, lastError: true, saidAt: true, dueAt: true },
  ...{ lastAttemptAt: true, sentAt: true, externalId: true, token: true, note: true, history: true },
  ...{ createdAt: true, deliveryId: true },
  connection: { select: { id: true, slug: true, method: true, pausedAt: true } },
  update: { select: { id: true, origin: true, text: true, newState: true } },
  delivery: {
    select: {
      ...{ bodyId: true, externalId: true },
      body: { select: { id: true, slug: true, name: true } },
      report: {
        select: {
          ...{ id: true, title: true, visibility: true, categoryId: true },
          category: { select: { name: true } },
        },
      },
    },
  },
} as const satisfies Prisma.UpdateDeliverySelect;

export type ShownUpdateAttempt = Omit<UpdateAttempt, "exchanges"> & { exchanges: ShownExchange[] };

export type ShownUpdateDelivery = {
  id: number;
  state: DeliveryState;
  attempts: number;
  lastError: string | null;
  saidAt: string;
  dueAt: string;
  createdAt: string;
  lastAttemptAt: string | null;
  sentAt: string | null;
  externalId: string | null;
  token: string | null;
  note: string;
  body: { id: number; slug: string; name: string };
  category: string;
  connection: { id: number; slug: string; method: SendMethod; paused: boolean } | null;
  /** The body's own reference of the report. */
  reference: string | null;
  /** `title` and `text` are null to whoever may not see reports that are not public. */
  report: { id: number; deliveryId: number; title: string | null };
  update: { id: number; origin: UpdateOrigin; text: string | null };
  /** The earlier update on its way to the same body that it waits for; null = it is its turn. */
  waitsFor: number | null;
  /** What this actor can do to it now. */
  actions: UpdateAction[];
  /** The latest attempts, newest first. */
  history: ShownUpdateAttempt[];
};

const History = z.array(UpdateAttempt).catch([]);

/**
 * One update on its way to one body, with all that was tried, sent and answered. What was sent is shown to those only who may see who
 * writes.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function getUpdateDelivery(actor: Actor, id: number): Promise<ShownUpdateDelivery> {
  const row = await db.updateDelivery.findUnique({ where: { id }, select: shownUpdate });
  if (!row) throw notFound(translator("deliveryActions")("refused.updateDelivery"));
  const { body, bodyId, report, externalId: reference } = row.delivery;
  const subject = { bodyIds: [bodyId], categoryId: report.categoryId };
  authorize(actor, "delivery:view", subject);
  const seesReport = report.visibility === "public" || may(actor, "report:view-private", subject);
  const seesPeople = seesReport && may(actor, "report:view-reporter", subject);
  const earlier = await db.updateDelivery.findFirst({
    where: {
      ...{ deliveryId: row.deliveryId, saidAt: { lt: row.saidAt } },
      state: { notIn: ["sent", "skipped", "received"] },
    },
    orderBy: { saidAt: "asc" },
    select: { id: true },
  });
  const { connection, update } = row;
  return {
    ...{ id, state: row.state, attempts: row.attempts, lastError: row.lastError, note: row.note },
    ...{ externalId: row.externalId, token: row.token, body, reference },
    saidAt: row.saidAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
    category: report.category.name,
    connection: connection && {
      ...{ id: connection.id, slug: connection.slug, method: connection.method },
      paused: connection.pausedAt !== null,
    },
    report: { id: report.id, deliveryId: row.deliveryId, title: seesReport ? report.title : null },
    update: { id: update.id, origin: update.origin, text: seesReport ? update.text : null },
    waitsFor: earlier?.id ?? null,
    actions: may(actor, "delivery:act", subject) ? [...updateActionsFor(row.state)] : [],
    history: History.parse(row.history)
      .reverse()
      .map((attempt) => ({ ...attempt, exchanges: shown(attempt.exchanges, seesPeople) })),
  };
}

/** Redacted when they were written; what people wrote stands in them all the same. */
const shown = (exchanges: UpdateAttempt["exchanges"], seesPeople: boolean): ShownExchange[] =>
  exchanges.map((exchange) => ({
    ...exchange,
    ...(!seesPeople && { requestBody: null, responseBody: null }),
    withheld: !seesPeople,
  }));
