import { setTimeout as sleep } from "node:timers/promises";
import { type LaneKey, lanes } from "@/lib/delivery/lanes";
import type { Attempted, Claimed, Delivered, Line } from "@/lib/delivery/line";
import { mostPicked, type Wanted } from "@/lib/delivery/pick";
import { log } from "@/lib/log";

type Options = {
  /** Who claims; unique among everything that runs. */
  worker: string;
  wanted?: Wanted;
  now?: () => Date;
  /** Told of each row that was looked at. */
  onDelivered?: (id: number, outcome: Delivered) => void;
  /** Told when nothing could be claimed; without it `idle` throws. Waking tries again. */
  onFault?: (error: unknown) => void;
};

/** Claims that come closer together than this are one. */
const breathMs = 10;

/**
 * Sends what of one line is due: claims in batches as far as the connections' lanes have room, sends, records, until nothing is due any
 * more, and again whenever it is woken. The rows say what is to do, waking is a mere hint. All senders of a process share its lanes.
 */
export class Sender<Claim> {
  readonly #line: Line<Claim>;
  readonly #worker: string;
  readonly #wanted: Wanted;
  readonly #now: () => Date;
  readonly #onDelivered: NonNullable<Options["onDelivered"]>;
  readonly #onFault: NonNullable<Options["onFault"]>;
  readonly #underWay = new Set<Promise<void>>();
  #claiming: Promise<void> | undefined;
  #woken = false;
  #stopped = false;
  #turn = 0;
  #fault: unknown;

  constructor(line: Line<Claim>, options: Options) {
    this.#line = line;
    this.#worker = options.worker;
    this.#wanted = options.wanted ?? {};
    this.#now = options.now ?? (() => new Date());
    this.#onDelivered = options.onDelivered ?? (() => {});
    this.#onFault =
      options.onFault ??
      ((error) => {
        this.#fault = error;
      });
  }

  /** Something may be due. Returns at once. */
  wake(): void {
    this.#woken = true;
    if (!this.#stopped) this.#claiming ??= this.#claimWhileWoken();
  }

  /** Resolves when nothing is due any more and everything claimed has been recorded. */
  async idle(): Promise<void> {
    while (this.#claiming || this.#underWay.size > 0) {
      await this.#claiming;
      await Promise.all(this.#underWay);
    }
    if (this.#fault) throw this.#fault;
  }

  /** Claims nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.idle();
  }

  async #claimWhileWoken(): Promise<void> {
    while (this.#woken && !this.#stopped) {
      this.#woken = false;
      await this.#claim().catch(this.#onFault);
      if (!this.#wanted.ids) await sleep(breathMs);
    }
    this.#claiming = undefined;
  }

  async #claim(): Promise<void> {
    const rooms = lanes.rooms();
    const latest = this.#turn++ % 2 === 1;
    const wanted = this.#wanted;
    const claimed = await this.#line.claim(this.#worker, this.#now(), { wanted, rooms, latest });
    this.#start(claimed);
    if (!wanted.ids) this.#seeToMore(claimed, rooms);
  }

  /** Where a claim may have left something, another follows: at once, or as soon as the lane has room. */
  #seeToMore({ picked, groups, settled }: Claimed<Claim>, rooms: ReadonlyMap<LaneKey, number>): void {
    const counts = new Map<LaneKey, { count: number; concurrency: number }>();
    for (const { lane, concurrency } of picked)
      counts.set(lane, { count: 1 + (counts.get(lane)?.count ?? 0), concurrency });
    for (const [lane, { count, concurrency }] of counts) {
      if (count >= (rooms.get(lane) ?? concurrency)) lanes.whenRoom(lane, () => this.wake());
    }
    // Those that turned out to wait, or that somebody else was quicker to claim, took no room.
    const claims = groups.reduce((sum, group) => sum + group.length, 0);
    if (settled.size > 0 || claims < picked.length || picked.length >= mostPicked) this.#woken = true;
  }

  #start({ groups, settled }: Claimed<Claim>): void {
    for (const [id, outcome] of settled) this.#onDelivered(id, outcome);
    for (const group of groups) {
      const work = this.#carry(group)
        .catch((error) => log.error({ err: error }, "an attempt could not be recorded"))
        .finally(() => this.#underWay.delete(work));
      this.#underWay.add(work);
    }
  }

  async #carry(group: readonly Claim[]): Promise<void> {
    const [first] = group;
    const way = first === undefined ? null : this.#line.wayOf(first);
    if (way) lanes.allow(way.id, way.concurrency);
    await this.#line.leases.hold(
      group.map((claim) => this.#line.rowOf(claim)),
      this.#worker,
      () =>
        lanes.carry(
          way?.id ?? null,
          () => this.#line.attempt(group, this.#worker),
          async (attempted) => void (await Promise.all(attempted.map((each) => this.#record(each)))),
        ),
    );
  }

  async #record({ outcome, ...attempted }: Attempted<Claim>): Promise<void> {
    const { recorded, more } =
      outcome === "taken"
        ? { recorded: outcome, more: false }
        : await this.#line.record({ ...attempted, outcome, worker: this.#worker });
    const { claim } = attempted;
    log.info({ ...this.#line.about(claim), outcome: recorded }, "delivery attempted");
    this.#onDelivered(this.#line.rowOf(claim), recorded);
    if (more) this.wake();
  }
}
