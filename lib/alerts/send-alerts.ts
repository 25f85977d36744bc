import { type Claim, claimAlerts, markTold, putOff } from "@/lib/alerts/claim-alerts";
import { loadNews, type News } from "@/lib/alerts/load-news";
import { stopTokens } from "@/lib/alerts/stop-tokens";
import { type Token, tokenText } from "@/lib/auth/tokens";
import { log } from "@/lib/log";
import { sendMail } from "@/lib/mail/send";
import { type UpdateAlert, updateAlertMail } from "@/lib/mail/update-alert-mail";
import { translator } from "@/lib/messages";
import { labelKeyOf } from "@/lib/reports/states";

/** How many alerts are claimed, and how many mails are on their way, at once. */
const batch = 200;
const lanes = 4;
/** A run ends by itself before anybody takes its worker for dead; the next one goes on. */
const runMs = 10 * 60_000;
/** Nothing is sent on a claim that is about to end. */
const graceMs = 2 * 60_000;
/** What a mail server did not take is tried again after this. */
const againMs = 9 * 60_000;

export type AlertsSent = {
  mails: number;
  updates: number;
  /** To be tried again. */
  failed: number;
  /** Refused for good. */
  refused: number;
};

type Options = { now: Date; reportId?: number | undefined };

/**
 * Tells followers what is new: one mail per follower and report with all that they have not been told. What is claimed is mailed
 * once; where a worker dies in between, another sends the same mail with the same key. Ends when nothing is left, or mail does
 * not leave at the moment.
 */
export async function sendAlerts({ now, reportId }: Options): Promise<AlertsSent> {
  const counts: AlertsSent = { mails: 0, updates: 0, failed: 0, refused: 0 };
  const started = performance.now();
  const clock = () => new Date(now.getTime() + (performance.now() - started));
  while (performance.now() - started < runMs) {
    const { claims, until } = await claimAlerts({ now: clock(), reportId, limit: batch });
    if (claims.length === 0) break;
    const before = counts.mails;
    await tellAll(claims, until, clock, counts);
    if (counts.mails === before && counts.failed > 0) break;
  }
  return counts;
}

async function tellAll(
  claims: readonly Claim[],
  until: Date,
  clock: () => Date,
  counts: AlertsSent,
): Promise<void> {
  const news = await loadNews(claims);
  const tokens = await stopTokens(
    news.map(({ alert }) => alert),
    clock(),
  );
  const waiting = [...news];
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      if (clock().getTime() > until.getTime() - graceMs) return;
      await tell(one, tokens.get(one.alert.id), clock, counts);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** One mail, and what came of it, before the next. */
async function tell(
  { claim, alert, updates }: News,
  token: Token | undefined,
  clock: () => Date,
  counts: AlertsSent,
): Promise<void> {
  const address = alert.user.email;
  if (!token || address === null) return;
  const outcome = await sendMail(updateAlertMail(letterOf({ claim, alert, updates }, token, address)));
  if (outcome.ok) {
    counts.mails++;
    counts.updates += updates.length;
  } else if (outcome.retry) {
    counts.failed++;
    log.warn({ alertId: alert.id, reason: outcome.reason }, "a follower could not be told yet");
    return putOff(claim, new Date(clock().getTime() + againMs));
  } else {
    counts.refused++;
    log.error({ alertId: alert.id, reason: outcome.reason }, "a follower could not be told");
  }
  await markTold({ alertId: alert.id, updateIds: updates.map(({ id }) => id) }, clock());
}

function letterOf({ alert, updates }: News, token: Token, address: string): UpdateAlert {
  const { report, user } = alert;
  const own = report.reporterId === alert.userId;
  const language = own ? report.language : user.language;
  const states = translator("states", language);
  const replyTo = [...new Set(updates.map(({ body }) => body?.replyTo ?? null))];
  return {
    alert,
    to: { name: user.name, address },
    language,
    own,
    report,
    stopToken: tokenText(token),
    replyTo: replyTo.length === 1 ? (replyTo[0] ?? null) : null,
    updates: updates.map(({ text, emailText, changedTo, body, name, showName, ...update }) => ({
      ...update,
      // What the body says in private it says to the reporter only.
      text: own ? emailText || text : text,
      author: body?.name ?? (showName && name ? name : null),
      changedTo: changedTo && states(`label.${labelKeyOf(changedTo)}`),
    })),
  };
}
