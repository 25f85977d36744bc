import type { ClosedSystem, JobAnswer } from "@/jobs/shim/closed-system";
import type { ShimConfig } from "@/jobs/shim/config";
import type { Facts } from "@/jobs/shim/fill-template";
import type { Entry, Ledger } from "@/jobs/shim/ledger";

/** What is about a person is kept only until the closed system knows it. */
const personal = ["first_name", "last_name", "name", "email", "phone"];

const factsOf = (entry: Entry): Facts =>
  new Map<string, readonly string[]>([
    ...Object.entries(entry.facts),
    ["token", [entry.token]],
    ...(entry.ticket === null ? [] : [["ticket", [entry.ticket]] as const]),
    ...(entry.reference === null ? [] : [["reference", [entry.reference]] as const]),
  ]);

const byTime = (a: { at: Date }, b: { at: Date }): number => a.at.getTime() - b.at.getTime();

/** What the shim does by itself: it tells the closed system what was posted, asks for numbers, and fetches changes. */
export function createWork(config: ShimConfig, ledger: Ledger, system: ClosedSystem) {
  const busy = new Map<string, Promise<void>>();

  async function settle(entry: Entry, answer: JobAnswer): Promise<void> {
    entry.updatedAt = new Date();
    entry.reason = "reason" in answer ? answer.reason : null;
    switch (answer.kind) {
      case "known":
        entry.state = "known";
        entry.reference = answer.reference;
        break;
      case "waiting":
        entry.state = "waiting";
        entry.ticket = answer.ticket;
        break;
      case "none":
        // Asked by our number, it knows nothing: it can be told (again). Asked for a number, there is none yet.
        if (entry.state === "telling" || entry.state === "unclear") entry.state = "new";
        break;
      case "down":
        if (entry.state === "telling") entry.state = "new";
        break;
      default:
        entry.state = answer.kind;
    }
    if (["known", "waiting", "refused"].includes(entry.state))
      for (const name of personal) delete entry.facts[name];
    await ledger.save();
  }

  async function tell(entry: Entry): Promise<void> {
    entry.state = "telling";
    // On disk before it leaves: if we die now, nobody will believe that it never left.
    await ledger.save();
    await settle(entry, await system.create(factsOf(entry)));
  }

  async function advance(entry: Entry): Promise<void> {
    if (entry.state === "telling" || entry.state === "unclear") {
      const answer = await system.find(factsOf(entry));
      // While it cannot be asked, what was unclear stays so.
      await settle(entry, answer.kind === "down" ? { kind: "unclear", reason: answer.reason } : answer);
    }
    if (entry.state === "new") await tell(entry);
    else if (entry.state === "waiting") await settle(entry, await system.check(factsOf(entry)));
  }

  /** Takes one report as far as it goes today; never the same twice at a time. */
  function push(entry: Entry): Promise<void> {
    const going = busy.get(entry.token);
    if (going) return going;
    const run = advance(entry).finally(() => busy.delete(entry.token));
    busy.set(entry.token, run);
    return run;
  }

  async function pushAll(): Promise<void> {
    for (const entry of ledger.state.entries) {
      if (entry.state !== "known" && entry.state !== "refused") await push(entry);
    }
  }

  /** Fetches changes, with an overlap as clocks differ; each is kept once, those of strangers' jobs are not. */
  async function pull(): Promise<void> {
    const since = ledger.state.changesSince ?? new Date(Date.now() - 24 * 60 * 60_000);
    const started = new Date();
    const known = new Set(ledger.state.updates.map(({ id }) => id));
    for (const change of await system.changes(new Map([["since", [since.toISOString()]]]))) {
      const entry = ledger.byReference(change.reference);
      const status = Object.hasOwn(config.statuses, change.status) ? config.statuses[change.status] : "open";
      if (!entry || known.has(change.id) || !status) continue;
      known.add(change.id);
      const { id, reference, text, at } = change;
      ledger.state.updates.push({ id, reference, status, closedStatus: change.status, text, at });
      const latest = ledger.state.updates
        .filter((one) => one.reference === reference)
        .sort(byTime)
        .at(-1);
      entry.status = latest?.status ?? status;
      if (at > entry.updatedAt) entry.updatedAt = at;
    }
    ledger.state.changesSince = new Date(started.getTime() - 10 * 60_000);
    await ledger.save();
  }

  /** Waits for every call that is on its way, whoever began it: one that is cut off leaves a report in doubt. */
  async function idle(): Promise<void> {
    while (busy.size > 0) await Promise.allSettled(busy.values());
  }

  return { push, pushAll, pull, idle };
}

export type Work = ReturnType<typeof createWork>;
