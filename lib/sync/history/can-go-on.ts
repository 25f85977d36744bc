import type { LockedRun } from "@/lib/sync/history/lock-run";
import { walkHash } from "@/lib/sync/history/walk-history";

type Source = Pick<LockedRun, "task" | "uploadId" | "fileHash" | "fileBytes">;

/** Whether the back end itself is what is read: a look at a file that has been deleted since has a size. */
export const isWalk = ({ task, fileHash, fileBytes }: Omit<Source, "uploadId">): boolean =>
  fileHash === walkHash || (task === "look" && fileBytes === 0n);

/** Whether a worker has what it takes. What is taken back needs no file. */
export const canGoOn = (run: Source): boolean => run.task === "undo" || run.uploadId !== null || isWalk(run);
