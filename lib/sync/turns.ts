import { log } from "@/lib/log";

/**
 * Work that waits for others most of its time, beside the queue's own jobs: a council that takes minutes to answer keeps nobody's mail
 * waiting. What has a key runs once at a time; losing it all loses nothing, as the rows say what is still to do.
 */
export class Turns {
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Work>();
  readonly #stop = new AbortController();

  /** @param atOnce how many run at a time; the others wait for their turn */
  constructor(readonly atOnce: number) {}

  /** Has it done, unless it is being done or waits already. Returns at once. */
  start(key: string, work: Work): void {
    if (this.#stop.signal.aborted || this.#running.has(key) || this.#waiting.has(key)) return;
    this.#waiting.set(key, work);
    this.#next();
  }

  /** Begins nothing more, tells what runs to end, and waits for it. */
  async stop(): Promise<void> {
    this.#waiting.clear();
    this.#stop.abort();
    await Promise.all(this.#running.values());
  }

  #next(): void {
    for (const [key, work] of this.#waiting) {
      if (this.#running.size >= this.atOnce) return;
      this.#waiting.delete(key);
      const run = work(this.#stop.signal)
        .catch((error: unknown) => log.error({ err: error, key }, "a turn failed, it comes again"))
        .then(() => {
          this.#running.delete(key);
          this.#next();
        });
      this.#running.set(key, run);
    }
  }
}

type Work = (signal: AbortSignal) => Promise<unknown>;
