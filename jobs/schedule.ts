import type { JobName } from "@/lib/queue";

/** When jobs come by themselves (cron, UTC). Missed ones are made up for when they were due within `fill`. */
const schedule: { job: JobName; cron: string; fill: string }[] = [
  { job: "sweep", cron: "* * * * *", fill: "1m" },
  { job: "send-alerts", cron: "*/10 * * * *", fill: "10m" },
  { job: "send-questionnaires", cron: "0 10 * * *", fill: "1d" },
  { job: "mop-up", cron: "20 2 * * *", fill: "1d" },
  { job: "expire", cron: "17 3 * * *", fill: "1d" },
];

/** The schedule in graphile-worker's crontab notation. */
export const crontab = schedule
  .map(({ job, cron, fill }) => `${cron} ${job} ?fill=${fill}&max=1 {}`)
  .join("\n");
