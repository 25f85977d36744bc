import { sweep } from "@/lib/delivery/sweep";
import { log } from "@/lib/log";
import { releaseStuckJobs } from "@/lib/queue";
import { nudgeRuns } from "@/lib/sync/history/do-run";
import { nudgeMedia } from "@/lib/sync/media/nudge-media";
import { endLostPolls } from "@/lib/sync/pull/end-lost-polls";
import { nudgeDuePulls } from "@/lib/sync/pull/nudge-due";
import { nudgeWaiting } from "@/lib/sync/requests/take-waiting";
import { nudgeDueServices } from "@/lib/sync/services/nudge-due";
import { nudgeWebhooks } from "@/lib/webhooks/due-webhooks";

/** What is looked after each minute beside what goes out. */
const nudges: Readonly<Record<string, (now: Date) => Promise<unknown>>> = {
  "jobs of lost workers": releaseStuckJobs,
  "polls of lost workers": endLostPolls,
  pictures: nudgeMedia,
  webhooks: nudgeWebhooks,
  "requests that waited": nudgeWaiting,
  "service lists": nudgeDueServices,
  updates: (now) => nudgeDuePulls("updates", now),
  requests: (now) => nudgeDuePulls("requests", now),
  "old items": nudgeRuns,
};

/**
 * Everything that is looked after each minute. What goes wrong with one part of it keeps none of the others from its turn, least of all
 * reports from being sent: it is in the log, and tried again a minute later.
 * @throws what the sweep of deliveries throws
 */
export async function sweepAll(now: Date, parts: typeof nudges = nudges): ReturnType<typeof sweep> {
  for (const [part, nudge] of Object.entries(parts)) {
    try {
      await nudge(now);
    } catch (error) {
      log.error({ err: error, part }, "a part of the sweep failed, it comes again in a minute");
    }
  }
  return sweep(now);
}
