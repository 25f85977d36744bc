import { z } from "zod";

/** The kinds of call a fault can be set on. */
export const callKinds = [
  "discovery",
  "services",
  "definition",
  "post-request",
  "requests",
  "request",
  "token",
  "updates",
  "post-update",
  "photo",
] as const;
export type CallKind = (typeof callKinds)[number];

const common = {
  on: z.enum(["any", ...callKinds]),
  /** For how many calls; left out = until cleared. */
  times: z.number().int().positive().optional(),
  /** Let this many matching calls through first. */
  after: z.number().int().nonnegative().default(0),
  /** Is the call still carried out (and a posted request remembered)? Each kind has its own default, named below. */
  taken: z.boolean().optional(),
};

const kinds = {
  /** An HTTP error, not taken. */
  refuse: {
    status: z.number().int().min(200).max(599).default(500),
    body: z.string().optional(),
    contentType: z.string().default("text/plain; charset=utf-8"),
  },
  /** No answer for `ms` milliseconds, or until faults are cleared; then the ordinary one. Not taken before it answers. */
  stall: { ms: z.number().int().nonnegative().optional() },
  /** Taken, then the connection is cut without a byte of an answer. */
  "cut-off": {},
  /** Taken, then the connection is cut in the middle of the answer's body. */
  "cut-mid-body": {},
  /** Taken; a posted request is answered with the previous request's id, a list tells every row twice. */
  repeat: {},
  /** Status 200 and something that is no answer. Not taken. */
  nonsense: { what: z.enum(["html", "half-xml", "huge", "empty"]).default("html") },
  /** Taken; the answer comes `bytes` at a time, `everyMs` milliseconds apart. */
  "slow-drip": {
    bytes: z.number().int().positive().default(1),
    everyMs: z.number().int().nonnegative().default(20),
  },
  /** 429 with `Retry-After` in seconds. Not taken. */
  "too-many": { retryAfter: z.number().int().nonnegative().default(1) },
  /** Taken, then a 500: the sender cannot know. */
  "take-then-500": { body: z.string().default("Internal Server Error") },
};

export const Fault = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("refuse"), ...kinds.refuse }),
  z.strictObject({ ...common, kind: z.literal("stall"), ...kinds.stall }),
  z.strictObject({ ...common, kind: z.literal("cut-off"), ...kinds["cut-off"] }),
  z.strictObject({ ...common, kind: z.literal("cut-mid-body"), ...kinds["cut-mid-body"] }),
  z.strictObject({ ...common, kind: z.literal("repeat"), ...kinds.repeat }),
  z.strictObject({ ...common, kind: z.literal("nonsense"), ...kinds.nonsense }),
  z.strictObject({ ...common, kind: z.literal("slow-drip"), ...kinds["slow-drip"] }),
  z.strictObject({ ...common, kind: z.literal("too-many"), ...kinds["too-many"] }),
  z.strictObject({ ...common, kind: z.literal("take-then-500"), ...kinds["take-then-500"] }),
]);
/** A fault as it is kept, every default filled in. */
export type Fault = z.output<typeof Fault>;
/** A fault as a test writes it. */
export type NewFault = z.input<typeof Fault>;

const takenByDefault: Record<Fault["kind"], boolean> = {
  refuse: false,
  stall: false,
  "cut-off": true,
  "cut-mid-body": true,
  repeat: true,
  nonsense: false,
  "slow-drip": true,
  "too-many": false,
  "take-then-500": true,
};

export function isTaken(fault: Fault): boolean {
  return fault.taken ?? takenByDefault[fault.kind];
}

/** The faults that are set, oldest first; the first that matches a call is played. */
export class FaultBook {
  #faults: Fault[] = [];
  #cleared = new AbortController();

  get faults(): readonly Fault[] {
    return this.#faults;
  }

  /** Aborts when faults are cleared: what stalls then goes on. */
  get cleared(): AbortSignal {
    return this.#cleared.signal;
  }

  set(fault: NewFault): void {
    this.#faults.push(Fault.parse(fault));
  }

  /** Clears the faults of one kind of call, or all, and lets every stalled call go on. */
  clear(on?: Fault["on"]): void {
    this.#faults = on ? this.#faults.filter((fault) => fault.on !== on) : [];
    this.#cleared.abort();
    this.#cleared = new AbortController();
  }

  /** The fault this call must suffer, if any; counts it. */
  next(kind: CallKind): Fault | undefined {
    for (const fault of this.#faults) {
      if (fault.on !== "any" && fault.on !== kind) continue;
      if (fault.after > 0) {
        fault.after--;
        continue;
      }
      if (fault.times !== undefined && --fault.times === 0) {
        this.#faults = this.#faults.filter((one) => one !== fault);
      }
      return fault;
    }
    return undefined;
  }
}
