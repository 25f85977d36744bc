import type { Actor } from "@/lib/actor";
import { authorize, may } from "@/lib/auth/permissions";
import { db, type Prisma } from "@/lib/db";
import type { EarlierSend } from "@/lib/delivery/act-writes";
import { actionsFor, type DeliveryAction } from "@/lib/delivery/actions";
import { type ReasonKind, reasonKind } from "@/lib/delivery/reason-kind";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import type { Exchange } from "@/lib/open311/wire";
import type {
  AttemptOutcome,
  DeliveryState,
  InboundMailKind,
  SendMethod,
  Visibility,
} from "@/prisma/generated/enums";

/** Every attempt is kept; more than these are not shown at once. */
const attemptsShown = 30;

const shownDelivery = {
  id: true,
  state: true,
  method: true,
  attempts: true,
  lastError: true,
  dueAt: true,
  lastAttemptAt: true,
  firstSentAt: true,
  sentAt: true,
  externalId: true,
  customerReference: true,
  token: true,
  note: true,
  sentTo: true,
  previous: true,
  createdAt: true,
  bodyId: true,
  body: { select: { id: true, slug: true, name: true } },
  contact: { select: { id: true, destination: true, category: { select: { name: true } } } },
  overrideContact: { select: { id: true, category: { select: { name: true } } } },
  connection: { select: { id: true, slug: true, method: true, pausedAt: true } },
  report: {
    select: {
      id: true,
      title: true,
      visibility: true,
      state: true,
      categoryId: true,
      category: { select: { name: true } },
    },
  },
  history: {
    orderBy: { number: "desc" },
    take: attemptsShown,
    include: { connection: { select: { id: true, slug: true } } },
  },
  inboundMails: { orderBy: { receivedAt: "desc" }, take: 50 },
} as const satisfies Prisma.DeliverySelect;

type Row = Prisma.DeliveryGetPayload<{ select: typeof shownDelivery }>;

/** One call over the wire, fit for JSON. `withheld`: its bodies are kept from somebody who may not see what is in them. */
export type ShownExchange = Omit<Exchange, "startedAt"> & { startedAt: string; withheld: boolean };

export type ShownAttempt = {
  id: number;
  number: number;
  method: SendMethod;
  connection: { id: number; slug: string } | null;
  worker: string;
  startedAt: string;
  durationMs: number;
  outcome: AttemptOutcome;
  reason: string | null;
  kind: ReasonKind | null;
  externalId: string | null;
  exchanges: ShownExchange[];
};

export type ShownDelivery = {
  id: number;
  state: DeliveryState;
  method: SendMethod;
  attempts: number;
  lastError: string | null;
  dueAt: string;
  lastAttemptAt: string | null;
  firstSentAt: string | null;
  sentAt: string | null;
  createdAt: string;
  externalId: string | null;
  customerReference: string | null;
  token: string | null;
  note: string;
  sentTo: string[];
  previous: EarlierSend[];
  body: { id: number; slug: string; name: string };
  destination: string | null;
  category: string;
  /** Sent next time as if it were in this category. */
  sendAs: string | null;
  connection: { id: number; slug: string; method: SendMethod; paused: boolean } | null;
  /** `title` is null to whoever may not see reports that are not public. */
  report: { id: number; title: string | null; visibility: Visibility };
  /** What this actor can do to it now. */
  actions: DeliveryAction[];
  /** Categories that "send once as" can name; empty when it is not offered. */
  sendableAs: { id: number; category: string }[];
  history: ShownAttempt[];
  mails: {
    id: number;
    kind: InboundMailKind;
    permanent: boolean;
    /** Null to whoever may not see who reported: a reply may be theirs. */
    address: string | null;
    reason: string;
    decision: string;
    receivedAt: string;
  }[];
};

/**
 * One delivery with all that was tried, asked and answered. Answers given by the reporter stand in what was sent: bodies of
 * requests are shown to those only who may see them.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function getDelivery(actor: Actor, id: number): Promise<ShownDelivery> {
  const row = await db.delivery.findUnique({ where: { id }, select: shownDelivery });
  if (!row) throw notFound(translator("deliveryActions")("refused.delivery"));
  const subject = { bodyIds: [row.bodyId], categoryId: row.report.categoryId };
  authorize(actor, "delivery:view", subject);
  const seesReport = row.report.visibility === "public" || may(actor, "report:view-private", subject);
  const seesAnswers = seesReport && may(actor, "report:view-reporter", subject);
  const actions = actionsFor(row, actor);
  return {
    id: row.id,
    state: row.state,
    method: row.method,
    attempts: row.attempts,
    lastError: row.lastError,
    dueAt: row.dueAt.toISOString(),
    lastAttemptAt: iso(row.lastAttemptAt),
    firstSentAt: iso(row.firstSentAt),
    sentAt: iso(row.sentAt),
    createdAt: row.createdAt.toISOString(),
    externalId: row.externalId,
    customerReference: row.customerReference,
    token: row.token,
    note: row.note,
    sentTo: row.sentTo,
    previous: (Array.isArray(row.previous) ? row.previous : []) as EarlierSend[],
    body: row.body,
    destination: row.contact?.destination ?? null,
    category: row.report.category.name,
    sendAs: row.overrideContact?.category.name ?? null,
    connection: row.connection && {
      id: row.connection.id,
      slug: row.connection.slug,
      method: row.connection.method,
      paused: row.connection.pausedAt !== null,
    },
    report: {
      id: row.report.id,
      title: seesReport ? row.report.title : null,
      visibility: row.report.visibility,
    },
    actions,
    sendableAs: actions.includes("send-once-as") ? await sendableAs(actor, row) : [],
    history: row.history.map((attempt) => shownAttempt(attempt, seesAnswers)),
    mails: row.inboundMails.map((mail) => ({
      id: mail.id,
      kind: mail.kind,
      permanent: mail.permanent,
      address: seesAnswers || mail.kind === "bounce" ? mail.address : null,
      reason: seesAnswers || mail.kind === "bounce" ? mail.reason : "",
      decision: mail.decision,
      receivedAt: mail.receivedAt.toISOString(),
    })),
  };
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function shownAttempt(attempt: Row["history"][number], seesAnswers: boolean): ShownAttempt {
  const exchanges = (Array.isArray(attempt.exchanges) ? attempt.exchanges : []) as unknown as (Omit<
    Exchange,
    "startedAt"
  > & { startedAt: string })[];
  return {
    id: attempt.id,
    number: attempt.number,
    method: attempt.method,
    connection: attempt.connection,
    worker: attempt.worker,
    startedAt: attempt.startedAt.toISOString(),
    durationMs: attempt.durationMs,
    outcome: attempt.outcome,
    reason: attempt.reason,
    kind: reasonKind({ outcome: attempt.outcome, exchanges }),
    externalId: attempt.externalId,
    exchanges: exchanges.map((exchange) => ({
      ...exchange,
      ...(!seesAnswers && { requestBody: null, responseBody: null }),
      withheld: !seesAnswers,
    })),
  };
}

/** The other categories of the same body that the actor works with and that take reports. */
async function sendableAs(actor: Actor, row: Row): Promise<ShownDelivery["sendableAs"]> {
  const contacts = await db.contact.findMany({
    where: {
      bodyId: row.bodyId,
      state: { in: ["unconfirmed", "confirmed", "staff"] },
      NOT: { destination: { equals: "REFUSED", mode: "insensitive" } },
      ...(row.contact && { id: { not: row.contact.id } }),
    },
    orderBy: { category: { name: "asc" } },
    select: { id: true, category: { select: { id: true, name: true } } },
  });
  return contacts
    .filter(({ category }) => may(actor, "delivery:act", { bodyIds: [row.bodyId], categoryId: category.id }))
    .map(({ id, category }) => ({ id, category: category.name }));
}
