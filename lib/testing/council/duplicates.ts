import type { DeskState } from "@/lib/testing/council/records";

/** Something that arrived more than once: a report (by the sender's own id) or an update (by its update id). */
export type Duplicate = { kind: "request" | "update"; id: string; times: number };

/** Counts double sends. Reports without an id attribute cannot be told apart and are left out. */
export function findDuplicates(state: DeskState, idAttribute: string): Duplicate[] {
  const requestIds = state.received.flatMap((note) => note.attributes[idAttribute]?.[0] ?? []);
  const updateIds = state.updatesReceived.map((note) => note.updateId);
  return [...count("request", requestIds), ...count("update", updateIds)];
}

function count(kind: Duplicate["kind"], ids: string[]): Duplicate[] {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return [...times].filter(([, seen]) => seen > 1).map(([id, seen]) => ({ kind, id, times: seen }));
}
