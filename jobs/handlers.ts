import { sweepAll } from "@/jobs/sweep-all";
import { expireAlerts } from "@/lib/alerts/expire";
import { sendAlerts } from "@/lib/alerts/send-alerts";
import { deliver } from "@/lib/delivery/deliver";
import { expireInboundMail } from "@/lib/delivery/inbound-mail/expire";
import { deliverUpdate } from "@/lib/delivery/updates/deliver-update";
import { forgetGeocodeAnswers } from "@/lib/geo/geocode-answers";
import { sendInvitationMail } from "@/lib/mail/invitation-mail";
import { sendReportSentMail } from "@/lib/mail/report-sent-mail";
import { sendTokenMail } from "@/lib/mail/token-mail";
import { deleteOrphanedPhotos } from "@/lib/photos/delete-orphaned";
import { mailQuestionnaire } from "@/lib/questionnaires/mail-questionnaire";
import { sendQuestionnaires } from "@/lib/questionnaires/send-questionnaires";
import type { JobName, JobPayload } from "@/lib/queue";
import { expireUnconfirmed } from "@/lib/reports/expire";
import { lookUpAddress } from "@/lib/reports/look-up-address";
import { doRun } from "@/lib/sync/history/do-run";
import { expireUploads } from "@/lib/sync/history/upload-file";
import { fetchMedia } from "@/lib/sync/media/fetch-media";
import { expirePolls } from "@/lib/sync/pull/expire-polls";
import { mopUp } from "@/lib/sync/pull/mop-up";
import { pull } from "@/lib/sync/pull/pull";
import { takeWaiting } from "@/lib/sync/requests/take-waiting";
import { syncServices } from "@/lib/sync/services/sync-services";
import { expireUpdates } from "@/lib/updates/expire";
import { dueWebhooks } from "@/lib/webhooks/due-webhooks";
import { expireWebhookLogs } from "@/lib/webhooks/expire";
import { sendWebhook } from "@/lib/webhooks/send-webhook";

export type Context = {
  worker: string;
  /** This process's senders, which send whatever is due. */
  reports: { wake(): void };
  updates: { wake(): void };
  /** Where what waits for others has its turn beside the jobs. */
  turns: { start(key: string, work: (signal: AbortSignal) => Promise<unknown>): void };
};

type Handler<Name extends JobName> = (payload: JobPayload<Name>, context: Context) => unknown;

/** What each job does. Each may run twice, and may run late: the rows say what is still to do. */
export const handlers = {
  deliver: ({ deliveryId, evenIfPaused = false }, { worker, reports }) =>
    evenIfPaused ? deliver(deliveryId, { worker, evenIfPaused }) : reports.wake(),
  "send-updates": ({ updateDeliveryId, evenIfPaused = false }, { worker, updates }) =>
    updateDeliveryId === undefined
      ? updates.wake()
      : deliverUpdate(updateDeliveryId, { worker, early: true, evenIfPaused }),
  sweep: () => sweepAll(new Date()),
  "take-waiting": ({ connectionId }) => takeWaiting(connectionId, { now: new Date() }),
  "fetch-media": () => fetchMedia({ now: new Date() }),
  "pull-updates": ({ connectionId }, { worker, turns }) =>
    turns.start(`updates:${connectionId}`, (signal) =>
      pull({ connectionId, kind: "updates", worker, signal, now: new Date() }),
    ),
  "pull-requests": ({ connectionId }, { worker, turns }) =>
    turns.start(`requests:${connectionId}`, (signal) =>
      pull({ connectionId, kind: "requests", worker, signal, now: new Date() }),
    ),
  history: ({ runId }, { worker, turns }) =>
    turns.start(`history:${runId}`, (signal) => doRun(runId, { worker, signal, now: new Date() })),
  "mop-up": async () => {
    await mopUp("updates", new Date());
    await mopUp("requests", new Date());
  },
  "sync-services": ({ connectionId }, { worker, turns }) =>
    turns.start(`services:${connectionId}`, () => syncServices({ connectionId, worker, now: new Date() })),
  "send-webhooks": async (_, { worker, turns }) => {
    for (const id of await dueWebhooks(new Date()))
      turns.start(`webhook:${id}`, (signal) => sendWebhook(id, { worker, signal }));
  },
  "send-alerts": ({ reportId }) => sendAlerts({ now: new Date(), reportId }),
  "send-questionnaires": () => sendQuestionnaires({ now: new Date() }),
  "mail-questionnaire": ({ questionnaireId }) => mailQuestionnaire(questionnaireId),
  "mail-token": ({ tokenId }) => sendTokenMail(tokenId),
  "mail-invitation": ({ tokenId }) => sendInvitationMail(tokenId),
  "mail-report-sent": ({ reportId }) => sendReportSentMail(reportId),
  "look-up-address": ({ reportId }) => lookUpAddress(reportId),
  expire: async () => {
    // Before the people: one that only ever asked for an alert, or wrote an update, goes with it.
    await expireAlerts(new Date());
    await expireUpdates(new Date());
    await expireUnconfirmed(new Date());
    await expirePolls(new Date());
    await expireUploads(new Date());
    await expireInboundMail(new Date());
    await expireWebhookLogs(new Date());
    await deleteOrphanedPhotos(new Date());
    await forgetGeocodeAnswers(new Date());
  },
} satisfies { [Name in JobName]: Handler<Name> };
