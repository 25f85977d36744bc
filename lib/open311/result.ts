import type { Exchange } from "@/lib/open311/wire";

export type Success<T> = {
  ok: true;
  value: T;
  /** Redacted: fit to be kept. */
  exchange: Exchange;
};

/** A call that came to nothing. The world's faults are values, so that each can be recorded. */
export type Failure = {
  ok: false;
  /** Plain words for a clerk, without secrets or personal data. */
  reason: string;
  /** The back end's own error code, if it gave one. */
  code?: string;
  status: number | null;
  /** Whether the same call may succeed later without anybody changing anything. */
  retry: boolean;
  /** A POST that left us and may have been taken: sending it again may make a second job at the council. */
  ambiguous: boolean;
  /** Not before this many milliseconds, if the back end said so or is known to block whoever hurries. */
  retryAfterMs?: number;
  exchange: Exchange;
};

export type Result<T> = Success<T> | Failure;
