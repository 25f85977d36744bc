import { deliver } from "@/lib/delivery/deliver";
import { expireInboundMail } from "@/lib/delivery/inbound-mail/expire";
import type { Sender } from "@/lib/delivery/sender";
import { sweep } from "@/lib/delivery/sweep";
import { forgetGeocodeAnswers } from "@/lib/geo/geocode-answers";
import { sendInvitationMail } from "@/lib/mail/invitation-mail";
import { sendReportSentMail } from "@/lib/mail/report-sent-mail";
import { sendTokenMail } from "@/lib/mail/token-mail";
import { deleteOrphanedPhotos } from "@/lib/photos/delete-orphaned";
import { type JobName, type JobPayload, releaseStuckJobs } from "@/lib/queue";
import { expireUnconfirmed } from "@/lib/reports/expire";
import { lookUpAddress } from "@/lib/reports/look-up-address";

export type Context = {
  worker: string;
  /** This process's, which sends whatever is due. */
  sender: Sender;
};

type Handler<Name extends JobName> = (payload: JobPayload<Name>, context: Context) => unknown;

/** What each job does. Each may run twice, and may run late: the rows say what is still to do. */
export const handlers = {
  deliver: ({ deliveryId, evenIfPaused = false }, { worker, sender }) =>
    evenIfPaused ? deliver(deliveryId, { worker, evenIfPaused }) : sender.wake(),
  sweep: async () => {
    await releaseStuckJobs(new Date());
    return sweep(new Date());
  },
  "mail-token": ({ tokenId }) => sendTokenMail(tokenId),
  "mail-invitation": ({ tokenId }) => sendInvitationMail(tokenId),
  "mail-report-sent": ({ reportId }) => sendReportSentMail(reportId),
  "look-up-address": ({ reportId }) => lookUpAddress(reportId),
  expire: async () => {
    await expireUnconfirmed(new Date());
    await expireInboundMail(new Date());
    await deleteOrphanedPhotos(new Date());
    await forgetGeocodeAnswers(new Date());
  },
} satisfies { [Name in JobName]: Handler<Name> };
