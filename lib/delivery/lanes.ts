/** A connection's id; null = e-mail to the contact's destination, without a connection. */
export type LaneKey = number | null;

/** Calls that may be under way at once where no connection says how many. */
export const defaultConcurrency = 8;
/** What is claimed beyond what can go at once: half a second's work, and no more than this. */
const mostAhead = 100;
const firstGuessMs = 100;

type Lane = {
  concurrency: number;
  /** Claimed and not yet recorded. */
  claimed: number;
  /** Calls under way. */
  running: number;
  /** Answered, and being written down. */
  recording: number;
  waiting: (() => void)[];
  /** How long a call takes of late, in milliseconds, and when each that is under way began. */
  callMs: number;
  began: Set<{ at: number }>;
  /** Who claimed all that there was room for, and wants to know when there is room again: there may be more. */
  more: Set<() => void>;
};

/**
 * One lane per connection, so that a slow or dead back end keeps only its own lane busy. A lane lets so many calls go at once as the
 * connection allows, and says how many more deliveries are worth claiming: few for a slow one, or others could not have them.
 */
export class Lanes {
  readonly #lanes = new Map<LaneKey, Lane>();

  constructor(readonly now: () => number = performance.now.bind(performance)) {}

  /** How many more each lane that was used so far should claim. Lanes that are not named have all their room. */
  rooms(): Map<LaneKey, number> {
    return new Map([...this.#lanes].map(([key, lane]) => [key, this.#room(lane)]));
  }

  /** Notes how many calls a connection allows. */
  allow(key: LaneKey, concurrency: number): void {
    this.#lane(key).concurrency = concurrency;
  }

  /** Calls `tell` once, when the lane has room again. */
  whenRoom(key: LaneKey, tell: () => void): void {
    this.#lane(key).more.add(tell);
  }

  /**
   * Carries out one claimed piece of work: `call` when it is its turn, then `record`, during which the next call goes already; but no
   * more than as many calls again wait to be written down. So what a dying process leaves in doubt is at most twice the concurrency.
   */
  async carry<T>(key: LaneKey, call: () => Promise<T>, record: (result: T) => Promise<void>): Promise<void> {
    const lane = this.#lane(key);
    lane.claimed++;
    try {
      await this.#enter(lane);
      let place: "running" | "recording" = "running";
      try {
        const result = await this.#timed(lane, call);
        lane.running--;
        lane.recording++;
        place = "recording";
        this.#letGo(lane);
        await record(result);
      } finally {
        lane[place]--;
        this.#letGo(lane);
      }
    } finally {
      lane.claimed--;
      if (lane.more.size > 0 && this.#room(lane) > 0) {
        const told = [...lane.more];
        lane.more.clear();
        for (const tell of told) tell();
      }
    }
  }

  #lane(key: LaneKey): Lane {
    const known = this.#lanes.get(key);
    if (known) return known;
    const fresh: Lane = {
      concurrency: defaultConcurrency,
      claimed: 0,
      running: 0,
      recording: 0,
      waiting: [],
      callMs: firstGuessMs,
      began: new Set(),
      more: new Set(),
    };
    this.#lanes.set(key, fresh);
    return fresh;
  }

  /** Nothing while enough still waits, so that claims come in batches rather than one by one. */
  #room(lane: Lane): number {
    const { concurrency, claimed, waiting } = lane;
    // By how fast the back end is, not by how fast all went so far: small batches would be slow, and slowness keep them small.
    const perSecond = (concurrency * 1000) / Math.max(1, this.#callMs(lane));
    const ahead = Math.min(mostAhead, Math.ceil(perSecond / 2));
    return waiting.length > ahead / 2 ? 0 : Math.max(0, concurrency + ahead - claimed);
  }

  /** A call that is not answered tells of a slow back end before it has ended. */
  #callMs({ callMs, began }: Lane): number {
    const [first] = began;
    return first ? Math.max(callMs, this.now() - first.at) : callMs;
  }

  async #timed<T>(lane: Lane, call: () => Promise<T>): Promise<T> {
    const mine = { at: this.now() };
    lane.began.add(mine);
    try {
      return await call();
    } finally {
      lane.began.delete(mine);
      lane.callMs += (this.now() - mine.at - lane.callMs) / 8;
    }
  }

  async #enter(lane: Lane): Promise<void> {
    await new Promise<void>((go) => {
      lane.waiting.push(go);
      this.#letGo(lane);
    });
  }

  /** Lets those that wait go, as far as the lane has places. */
  #letGo(lane: Lane): void {
    const { concurrency, waiting } = lane;
    while (lane.running < concurrency && lane.running + lane.recording < 2 * concurrency) {
      const go = waiting.shift();
      if (!go) return;
      lane.running++;
      go();
    }
  }
}

/** Those of this process, shared by all that sends in it. */
export const lanes = new Lanes();
