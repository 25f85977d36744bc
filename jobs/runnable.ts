import { sendAlerts } from "@/lib/alerts/send-alerts";
import { sendReports } from "@/lib/delivery/send-reports";
import { sweep } from "@/lib/delivery/sweep";
import { sendUpdates } from "@/lib/delivery/updates/send-updates";
import { sendQuestionnaires } from "@/lib/questionnaires/send-questionnaires";
import { fetchMedia } from "@/lib/sync/media/fetch-media";
import { runPulls } from "@/lib/sync/pull/run-pulls";
import { runSync } from "@/lib/sync/services/run-sync";
import { sendWebhooks } from "@/lib/webhooks/send-webhooks";

export type RunOptions = {
  body?: string | undefined;
  connectionId?: number | undefined;
  reportId?: number | undefined;
  start?: Date | undefined;
  end?: Date | undefined;
};

/** The jobs that can be run by hand, each to its end, each answering its counts. */
export const runnable = {
  "send-reports": sendReports,
  "send-updates": sendUpdates,
  "pull-updates": (options) => runPulls("updates", options),
  "pull-requests": (options) => runPulls("requests", options),
  "fetch-media": () => fetchMedia({ now: new Date(), runMs: Number.POSITIVE_INFINITY }),
  "sync-services": runSync,
  "send-webhooks": sendWebhooks,
  "send-alerts": ({ reportId }) => sendAlerts({ now: new Date(), reportId }),
  "send-questionnaires": () => sendQuestionnaires({ now: new Date() }),
  sweep: () => sweep(new Date()),
} satisfies Record<string, (options: RunOptions & { worker: string }) => Promise<Record<string, unknown>>>;
