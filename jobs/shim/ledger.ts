import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const Facts = z.record(z.string(), z.array(z.string()));

/**
 * One report that was posted to us. `new`: not yet told. `telling`: the call is on its way, or we died meanwhile. `waiting`: it was taken,
 * its number comes later. `unclear`: nobody knows whether it was taken; a person puts the reference into the file.
 */
const Entry = z.object({
  token: z.string(),
  /** What was posted, so that the same post twice is one job. */
  fingerprint: z.string(),
  state: z.enum(["new", "telling", "waiting", "known", "refused", "unclear"]),
  serviceCode: z.string(),
  /** What the closed system is told; without names and addresses once it has been. */
  facts: Facts,
  ticket: z.string().nullable(),
  reference: z.string().nullable(),
  reason: z.string().nullable(),
  status: z.string(),
  postedAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
});
export type Entry = z.output<typeof Entry>;

const Update = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.string(),
  closedStatus: z.string(),
  text: z.string(),
  at: z.coerce.date(),
});

const State = z.object({
  entries: z.array(Entry),
  updates: z.array(Update),
  /** Changes are asked for from here on. */
  changesSince: z.coerce.date().nullable(),
});
type State = z.output<typeof State>;

/** What a shim must not forget, in one file that only its owner may read. */
export class Ledger {
  readonly #file: string;
  readonly state: State;
  #writing: Promise<void> = Promise.resolve();

  /** @throws Error when the file is there but is not a ledger: better to stop than to overwrite it */
  constructor(file: string) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    this.state = existsSync(file)
      ? State.parse(JSON.parse(readFileSync(file, "utf8")))
      : { entries: [], updates: [], changesSince: null };
  }

  byToken = (token: string): Entry | undefined => this.state.entries.find((entry) => entry.token === token);
  byReference = (reference: string): Entry | undefined =>
    this.state.entries.find((entry) => entry.reference === reference);
  byFingerprint = (fingerprint: string): Entry | undefined =>
    this.state.entries.find((entry) => entry.fingerprint === fingerprint && entry.state !== "refused");

  /** Resolves when what stands here now is on disk; the old file is replaced whole, never half. */
  save(): Promise<void> {
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        await writeFile(`${this.#file}.new`, JSON.stringify(this.state, null, 1), { mode: 0o600 });
        await rename(`${this.#file}.new`, this.#file);
      });
    return this.#writing;
  }
}
