import { record } from "@/lib/audit";
import { findToken, markUsed, signsIn, type Token } from "@/lib/auth/tokens";
import { db, type Tx } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { mayMove } from "@/lib/reports/states";
import { append, type Speaker, saysNothing } from "@/lib/updates/append";
import { isStopped } from "@/lib/updates/is-stopped";
import type { ReportState, Visibility } from "@/prisma/generated/enums";

/** What a confirming link leads to, before anybody pressed the button. */
export type UpdateToConfirm = {
  reportId: number;
  title: string;
  text: string;
  photos: number;
  /** What it does to the report, as far as it still would. */
  makes: "fixed" | "open" | null;
  confirmed: boolean;
  /** Nobody may write there any more: it was taken down, or is now its reporter's alone. */
  closed: boolean;
};

/** Looks at what a link would confirm, and changes nothing. Null when the link is of no use. */
export async function updateToConfirm(text: string, now: Date = new Date()): Promise<UpdateToConfirm | null> {
  const token = await confirmingToken(text, now);
  const update = token && (await load(db, token.updateId));
  if (!token || !update || update.userId !== token.userId) return null;
  const { report } = update;
  const confirmed = update.visibility !== "unconfirmed";
  return {
    ...{ reportId: report.id, title: report.title, text: update.text, photos: update._count.photos },
    makes: confirmed ? null : outcomeOf(update, report.state),
    ...{ confirmed, closed: !mayStillWrite(update) },
  };
}

/**
 * Confirms an update by its mailed link, once; following the link again changes nothing and is no error. What it does to the report's
 * state is judged as things stand now. The link proves who wrote: `mayStartSession` says whether it (still) signs in as well.
 * @throws DomainError `not_found` when the link is altered, expired or of another kind; `conflict` when nobody may write there any more
 */
export async function confirmUpdate(
  text: string,
  now: Date = new Date(),
): Promise<{ reportId: number; updateId: number; userId: number; mayStartSession: boolean }> {
  const token = await confirmingToken(text, now);
  if (!token) throw notFound(translator("refusals")("link"));
  const { updateId, reportId, userId } = token;
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from "Report" where id = ${reportId} for no key update`;
    const update = await load(tx, updateId);
    if (!update?.user || update.userId !== userId) throw notFound(translator("refusals")("link"));
    const actor = { kind: "citizen", userId } as const;
    if (update.visibility === "unconfirmed") {
      if (!mayStillWrite(update)) throw conflict(translator("updates")("refused.closed"));
      const { hidden, state } = await sayNow(tx, update, update.user, now);
      await record(tx, actor, "update.confirm", {
        ...{ reportId, subject: { updateId } },
        ...{ before: { state: update.report.state }, after: { state, ...(hidden && { hidden }) } },
      });
    }
    const mayStartSession = signsIn(token, now);
    await markUsed(tx, token.id, now);
    if (mayStartSession) await record(tx, actor, "account.sign-in", { reportId, subject: { userId } });
    return { reportId, updateId, userId, mayStartSession };
  });
}

/** The address has answered: its words are heard, and what they say about their author fills gaps. */
async function sayNow(tx: Tx, update: Loaded, user: NonNullable<Loaded["user"]>, now: Date) {
  const { id, report, text, name, newState, _count } = update;
  const origin = speakerOf(update);
  const says = { id, origin, wanted: newState };
  const hidden =
    (await isStopped(tx, { reportId: report.id, text }, user)) ||
    saysNothing(report, { ...says, text, photos: _count.photos });
  await tx.user.updateMany({ where: { id: user.id, name: "" }, data: { name } });
  await tx.user.updateMany({ where: { id: user.id, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
  const { state } = await append(
    tx,
    report,
    { ...says, hidden, followerId: wantsToFollow(update) ? user.id : null },
    now,
  );
  return { hidden, state };
}

async function confirmingToken(
  text: string,
  now: Date,
): Promise<(Token & { updateId: number; reportId: number }) | null> {
  const token = await findToken(text, now);
  if (token?.kind !== "confirm_update" || token.updateId === null || token.reportId === null) return null;
  return { ...token, updateId: token.updateId, reportId: token.reportId };
}

const load = (tx: Tx, id: number) =>
  tx.update.findUnique({
    where: { id },
    select: {
      ...{ id: true, visibility: true, text: true, name: true, newState: true, userId: true, extra: true },
      user: { select: { id: true, email: true, phone: true } },
      report: { select: { id: true, title: true, state: true, visibility: true, reporterId: true } },
      _count: { select: { photos: true } },
    },
  });
type Loaded = NonNullable<Awaited<ReturnType<typeof load>>>;

type ByPerson = {
  userId: number | null;
  report: { state: ReportState; visibility: Visibility; reporterId: number | null };
};

const speakerOf = ({ userId, report }: ByPerson): Extract<Speaker, "citizen" | "reporter"> =>
  userId === report.reporterId ? "reporter" : "citizen";

const mayStillWrite = (update: ByPerson): boolean =>
  update.report.visibility === "public" ||
  (update.report.visibility === "private" && speakerOf(update) === "reporter");

function outcomeOf(update: ByPerson & { newState: ReportState | null }, from: ReportState) {
  const { newState } = update;
  if (newState === null || !mayMove(speakerOf(update), from, newState)) return null;
  return newState === "confirmed" ? "open" : "fixed";
}

const wantsToFollow = ({ extra }: Pick<Loaded, "extra">): boolean =>
  typeof extra === "object" && extra !== null && !Array.isArray(extra) && extra.follow === true;
