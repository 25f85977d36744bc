import type { LaneKey } from "@/lib/delivery/lanes";
import type { Leases } from "@/lib/delivery/leases";
import type { Outcome } from "@/lib/delivery/parcel";
import type { Wanted } from "@/lib/delivery/pick";

/** Why a row was not claimed: somebody else has it or it is not its time, it now waits, or it is over. */
export type NotClaimed = "taken" | "held" | "closed";

/** What stands in a row after an attempt. */
export type Recorded = "sent" | "failed" | "unclear" | "skipped";

export type Delivered = Recorded | NotClaimed;

/** What came of one claim; "taken": nothing was done, as it is not ours any more. */
export type Attempted<Claim> = { claim: Claim; startedAt: Date; outcome: Outcome | "taken" };

export type ToRecord<Claim> = Attempted<Claim> & { outcome: Outcome; worker: string };

export type Claimed<Claim> = {
  /** Each group is one call. */
  groups: Claim[][];
  settled: ReadonlyMap<number, NotClaimed>;
  picked: readonly { lane: LaneKey; concurrency: number }[];
};

type ClaimOptions = { wanted: Wanted; rooms: ReadonlyMap<LaneKey, number>; latest: boolean };

/** One kind of thing that is sent: how it is claimed, attempted and written down. What lies between is the sender's. */
export type Line<Claim> = {
  leases: Leases;
  claim(worker: string, now: Date, options: ClaimOptions): Promise<Claimed<Claim>>;
  /** Attempts the claims of one group; never throws for what the world answers. */
  attempt(group: readonly Claim[], worker: string): Promise<Attempted<Claim>[]>;
  /** `more`: something else may go now because of it. */
  record(attempted: ToRecord<Claim>): Promise<{ recorded: Recorded; more: boolean }>;
  /** Of a claim: its row, and the connection that it goes by. */
  rowOf(claim: Claim): number;
  wayOf(claim: Claim): { id: number; concurrency: number } | null;
  /** What the log says of it; no personal data. */
  about(claim: Claim): Record<string, unknown>;
};
