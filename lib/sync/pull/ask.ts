import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { authorize } from "@/lib/auth/permissions";
import { scopeOf } from "@/lib/auth/scope";
import { db, type Tx } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { nudgePulls } from "@/lib/sync/pull/nudge-due";
import { findTarget, type PullKind } from "@/lib/sync/pull/pull-target";
import { piecesOf } from "@/lib/sync/pull/windows";

const t = translator("pulls");
const longestDays = 31;
const Kind = z.enum(["updates", "requests"]).default("updates");

/** As a browser's date and time field writes it; without a zone it is the site's time, in words of the form's. */
const Moment = z
  .string()
  .trim()
  .min(1, t("ask.moment"))
  .transform((text, context) => {
    const moment = new Date(text);
    if (!Number.isNaN(moment.getTime())) return moment;
    context.addIssue({ code: "custom", message: t("ask.moment") });
    return z.NEVER;
  });

export const AskNow = z.object({ connectionId: RowId, kind: Kind });
export const AskWindow = z
  .object({ connectionId: RowId, kind: Kind, start: Moment, end: Moment })
  .superRefine(({ start, end }, context) => {
    const fault = windowFault({ start, end });
    if (fault) context.addIssue({ code: "custom", path: ["end"], message: fault });
  });

function windowFault({ start, end }: { start: Date; end: Date }): string | null {
  if (end <= start) return t("ask.backwards");
  return end.getTime() - start.getTime() > longestDays * 86_400_000
    ? t("ask.tooLong", { days: longestDays })
    : null;
}

/**
 * Has a connection read now instead of when it is its turn.
 * @throws DomainError `not_found`, `forbidden`; `conflict` with the reason where it is not asked at all
 */
export async function askNow(
  actor: Actor,
  input: z.input<typeof AskNow>,
  now: Date = new Date(),
): Promise<void> {
  const { connectionId, kind } = parseInput(AskNow, input, t("ask.form"));
  await db.$transaction(async (tx) => {
    const bodyId = await mayAsk(tx, actor, connectionId, kind);
    await tx.watermark.upsert({
      where: { connectionId_kind: { connectionId, kind } },
      create: { connectionId, kind, dueAt: now },
      update: { dueAt: now },
    });
    await record(tx, actor, "connections.ask", { bodyId, connectionId, subject: { kind } });
    await nudgePulls(tx, kind, [connectionId]);
  });
}

/**
 * Has a connection read for a window of the past; what is known already is not taken in twice.
 * @throws DomainError as `askNow`; `invalid` for a window that is none
 */
export async function askWindow(actor: Actor, input: z.input<typeof AskWindow>): Promise<void> {
  const { connectionId, kind, start, end } = parseInput(AskWindow, input, t("ask.form"));
  await db.$transaction(async (tx) => {
    const bodyId = await mayAsk(tx, actor, connectionId, kind);
    await waitFor(tx, { connectionId, kind, start, end });
    await record(tx, actor, "connections.ask", {
      ...{ bodyId, connectionId },
      subject: { kind, start: start.toISOString(), end: end.toISOString() },
    });
    await nudgePulls(tx, kind, [connectionId]);
  });
}

/** Rows for the window, which wait for the connection's turn. */
export async function waitFor(
  tx: Tx,
  { connectionId, kind, start, end }: { connectionId: number; kind: PullKind; start: Date; end: Date },
): Promise<void> {
  const target = await findTarget(connectionId, kind);
  if ("refused" in target) throw conflict(target.refused);
  await tx.poll.createMany({
    data: piecesOf({ start, end }, target.settings.longestWindowHours).map((piece) => ({
      ...{ connectionId, kind, trigger: "person" as const, state: "waiting" as const },
      ...{ windowStart: piece.start, windowEnd: piece.end },
    })),
  });
}

async function mayAsk(tx: Tx, actor: Actor, connectionId: number, kind: PullKind): Promise<number> {
  scopeOf(actor, "delivery:act");
  const row = await tx.connection.findUnique({ where: { id: connectionId }, select: { bodyId: true } });
  if (!row) throw notFound(translator("adminConnections")("refused.connection"));
  authorize(actor, "delivery:act", { bodyIds: [row.bodyId] });
  const target = await findTarget(connectionId, kind);
  if ("refused" in target) throw conflict(target.refused);
  return row.bodyId;
}
