import { sendReports } from "@/lib/delivery/send-reports";
import { sweep } from "@/lib/delivery/sweep";

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
  sweep: () => sweep(new Date()),
} satisfies Record<string, (options: RunOptions & { worker: string }) => Promise<Record<string, unknown>>>;
