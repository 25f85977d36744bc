import { log } from "@/lib/log";

/**
 * Work that waits for others most of its time, beside the queue's own jobs: a council that takes minutes to answer keeps nobody's mail
 * waiting. What has a key runs once at a time; losing it all loses nothing, as the rows say what is still to do.
 */
export class Turns {
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Work>();
  readonly #stop = new AbortController();

  /** How many of those that run are expected to end soon. */
  #quick = 0;

  /**
   * @param atOnce how many run at a time; the others wait for their turn
   * @param patienceMs whoever takes longer gives its place to another: those that do not answer keep no place from those that would
   * @param most how many run at a time in any case
   */
  constructor(
    readonly atOnce: number,
    readonly patienceMs = 20_000,
    readonly most = 4 * atOnce,
  ) {}

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
      if (this.#quick >= this.atOnce || this.#running.size >= this.most) return;
      this.#waiting.delete(key);
      this.#running.set(key, this.#run(key, work));
    }
  }

  async #run(key: string, work: Work): Promise<void> {
    let isQuick = true;
    this.#quick++;
    const giveWay = () => {
      if (isQuick) this.#quick--;
      isQuick = false;
      this.#next();
    };
    const timer = setTimeout(giveWay, this.patienceMs);
    try {
      await work(this.#stop.signal);
    } catch (error) {
      log.error({ err: error, key }, "a turn failed, it comes again");
    }
    clearTimeout(timer);
    this.#running.delete(key);
    giveWay();
  }
}

type Work = (signal: AbortSignal) => Promise<unknown>;
