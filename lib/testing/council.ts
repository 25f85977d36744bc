import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Desk, type DeskSettings, type Saying } from "@/lib/testing/council/desk";
import { type Duplicate, findDuplicates } from "@/lib/testing/council/duplicates";
import { type Fault, FaultBook, type NewFault } from "@/lib/testing/council/faults";
import { openFrontDoor, type SeenCall } from "@/lib/testing/council/front-door";
import { KeepFile } from "@/lib/testing/council/keep-file";
import type { Office, PendingToken } from "@/lib/testing/council/office";
import { type Photo, PhotoBox } from "@/lib/testing/council/photo-box";
import { type OwnProblem, raiseOwn } from "@/lib/testing/council/raise-own";
import type { Case, DeskUpdate, ReceivedRequest, ReceivedUpdate } from "@/lib/testing/council/records";
import { Refusal } from "@/lib/testing/council/refusal";
import { alderwickServices, type CouncilService } from "@/lib/testing/council/services";

export type CouncilOptions = {
  /** 0 (default) = any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where others reach it, if that is not `http://HOST:PORT`; for photo addresses and discovery. */
  publicUrl?: string;
  apiKey?: string;
  jurisdictionId?: string;
  services?: readonly CouncilService[];
  mode?: "realtime" | "batch";
  /** Batch: polls of a token that find nothing before the reference is there (default 1), or `by hand`. */
  pollsUntilKnown?: number | "by hand";
  pendingToken?: PendingToken;
  /** In front of references and update ids; default `ALD-`. */
  idPrefix?: string;
  /** The attribute that carries the sender's own id; default `fixmystreet_id`. */
  idAttribute?: string;
  /** Tell finer states than open and closed in `GET requests`; default off (`extensions=true` asks for them anyway). */
  extendedStatuses?: boolean;
  /** JSON file that keeps what the council knows; photos go into a folder beside it. */
  file?: string;
  /** The council's clock. */
  now?: () => Date;
};

export type Council = {
  /** The Open311 end point, e.g. `http://127.0.0.1:40123/v2`. */
  readonly url: string;
  /** The same server without a path; its page is at `/`. */
  readonly origin: string;
  readonly port: number;
  readonly apiKey: string;
  readonly services: readonly CouncilService[];
  /** Every posted request it took, oldest first, doubles too. */
  readonly received: readonly ReceivedRequest[];
  readonly updatesReceived: readonly ReceivedUpdate[];
  readonly cases: readonly Case[];
  /** What it told the senders about their cases, oldest first. */
  readonly updates: readonly DeskUpdate[];
  /** Every call for Open311 or a photo, refused and failed ones too; the last 5,000. */
  readonly calls: readonly SeenCall[];
  /** The faults still set. */
  readonly faults: readonly Fault[];
  /** From now on it takes these services, and no others. */
  offer(services: readonly CouncilService[]): void;
  fault(fault: NewFault): void;
  /** Clears the faults of one kind of call or all; whatever stalls goes on. */
  clearFaults(on?: Fault["on"]): void;
  duplicates(): Duplicate[];
  photo(photoId: string): Photo | undefined;
  /** Says something about the case with this reference. @throws Refusal if there is none */
  say(reference: string, saying: Omit<Saying, "photoIds"> & { photos?: Uint8Array[] }): Promise<DeskUpdate>;
  /** See `Desk.giveReference`; without a reference the next free one. */
  giveReference(caseKey: number, reference?: string): Promise<void>;
  /** Changes a case's `service_request_id` without telling anybody. */
  renumber(reference: string, newReference: string): Promise<void>;
  raise(problem: OwnProblem): Promise<Case>;
  /** Resolves as soon as `check` holds; looks after every call and change. Rejects after `timeoutMs` (default 10,000). */
  until(check: (council: Council) => boolean, timeoutMs?: number): Promise<void>;
  /** Forgets every case, call and fault; references go on counting. */
  reset(): Promise<void>;
  /** Cuts every open connection and waits for the file. */
  close(): Promise<void>;
};

/**
 * Starts a council that speaks GeoReport v2 with the updates extension over real HTTP: the demo's back end and the
 * tests' fake one. It can refuse, stall, cut off, repeat itself or answer nonsense (`fault`).
 * @throws if the port is taken or the file cannot be read
 */
export async function startCouncil(options: CouncilOptions = {}): Promise<Council> {
  const keep = new KeepFile(options.file);
  const settings: DeskSettings = {
    services: options.services ?? alderwickServices,
    mode: options.mode ?? "realtime",
    idPrefix: options.idPrefix ?? "ALD-",
    pollsUntilKnown: options.pollsUntilKnown ?? 1,
    now: options.now ?? (() => new Date()),
  };
  const desk = new Desk(keep.load(), settings);
  const watchers = new Set<() => void>();
  const calls: SeenCall[] = [];
  const closing = new AbortController();
  let origin = "";
  const office: Office = {
    desk,
    photos: new PhotoBox(options.file && `${options.file}.photos`),
    faults: new FaultBook(),
    changed: () => {
      office.wake();
      return keep.save(desk.state);
    },
    wake: () => {
      for (const look of [...watchers]) look();
    },
    origin: () => origin,
    apiKey: options.apiKey ?? "alderwick-demo-key",
    jurisdictionId: options.jurisdictionId,
    idAttribute: options.idAttribute ?? "fixmystreet_id",
    pendingToken: options.pendingToken ?? "empty-id",
    extendedStatuses: options.extendedStatuses ?? false,
  };

  const server = createServer(openFrontDoor(office, calls, closing.signal));
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  origin = options.publicUrl?.replace(/\/+$/, "") ?? `http://${reachable(host)}:${port}`;

  const need = (reference: string): Case => {
    const found = desk.byReference(reference);
    if (!found) throw new Refusal(404, `There is no request ${reference}.`);
    return found;
  };
  const council: Council = {
    url: `${origin}/v2`,
    origin,
    port,
    apiKey: office.apiKey,
    get services() {
      return settings.services;
    },
    get received() {
      return desk.state.received;
    },
    get updatesReceived() {
      return desk.state.updatesReceived;
    },
    get cases() {
      return desk.state.cases;
    },
    get updates() {
      return desk.state.updates;
    },
    calls,
    get faults() {
      return office.faults.faults;
    },
    offer: (services) => {
      settings.services = services;
    },
    fault: (fault) => office.faults.set(fault),
    clearFaults: (on) => office.faults.clear(on),
    duplicates: () => findDuplicates(desk.state, office.idAttribute),
    photo: (photoId) => office.photos.get(photoId),
    async say(reference, { photos = [], ...saying }) {
      const photoIds = photos.map((bytes) => office.photos.put(bytes));
      const update = desk.say(need(reference).key, { ...saying, photoIds });
      await office.changed();
      return update;
    },
    async giveReference(caseKey, reference) {
      desk.giveReference(caseKey, reference);
      await office.changed();
    },
    async renumber(reference, newReference) {
      desk.renumber(need(reference).key, newReference);
      await office.changed();
    },
    async raise(problem) {
      const raised = raiseOwn(office, problem);
      await office.changed();
      return raised;
    },
    until: (check, timeoutMs = 10_000) => waitUntil(watchers, () => check(council), timeoutMs),
    async reset() {
      desk.forget();
      calls.length = 0;
      office.faults.clear();
      await office.changed();
    },
    async close() {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await keep.save(desk.state);
    },
  };
  return council;
}

/** A listening address as a caller on this machine must write it. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function waitUntil(watchers: Set<() => void>, check: () => boolean, timeoutMs: number): Promise<void> {
  if (check()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      clearTimeout(timer);
      watchers.delete(look);
      settle();
    };
    const look = () => {
      if (check()) done(resolve);
    };
    const timer = setTimeout(
      () => done(() => reject(new Error(`The council did not see it within ${timeoutMs} ms.`))),
      timeoutMs,
    );
    watchers.add(look);
  });
}
