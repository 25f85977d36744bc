import { isDeepStrictEqual } from "node:util";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import type { Prisma, Tx } from "@/lib/db";

export const things = [
  "areas",
  "bodies",
  "connections",
  "contacts",
  "templates",
  "users",
  "clients",
] as const;
export type Thing = (typeof things)[number];
export type Counts = { created: number; updated: number; unchanged: number };

type Values = Record<string, unknown>;

type Write<Wanted> = {
  thing: Thing;
  /** What the audit names it by. */
  subject: Prisma.InputJsonObject;
  bodyId?: number;
  /** The contact it was done to, asked for once it is there. */
  contactId?: () => number | undefined;
  /** As it is, in the file's form; null = there is none. */
  now: object | null;
  /** As the file wants it; undefined = not mentioned. */
  wanted: Wanted;
  /** Writes what is new or differs, undefined = stays. */
  write: (changed: Mentioned<Wanted>) => Promise<void>;
};

/** Only the keys that have a value. */
export type Mentioned<Wanted> = { [Key in keyof Wanted]?: Exclude<Wanted[Key], undefined> };

/** Does what a file asks for and keeps the books: counts, and an audit entry for each thing that changed. */
export class Ledger {
  readonly counts = Object.fromEntries(
    things.map((thing) => [thing, { created: 0, updated: 0, unchanged: 0 }]),
  ) as Record<Thing, Counts>;

  constructor(
    readonly tx: Tx,
    readonly actor: Actor,
  ) {}

  async save<Wanted extends object>({
    thing,
    subject,
    bodyId,
    contactId,
    now,
    wanted,
    write,
  }: Write<Wanted>): Promise<void> {
    const before = (now ?? {}) as Values;
    const changed = Object.entries(wanted).filter(
      ([key, value]) => value !== undefined && !(now && isDeepStrictEqual(tidy(value), tidy(before[key]))),
    );
    if (changed.length === 0 && now) {
      this.counts[thing].unchanged++;
      return;
    }
    await write(Object.fromEntries(changed) as Mentioned<Wanted>);
    this.counts[thing][now ? "updated" : "created"]++;
    const told = changed.map(([key]) => key);
    await record(this.tx, this.actor, `${thing}.${now ? "edit" : "create"}`, {
      subject,
      ...(bodyId !== undefined && { bodyId }),
      contactId: contactId?.() ?? null,
      ...(now && { before: shown(told, before) }),
      after: shown(told, Object.fromEntries(changed)),
    });
  }
}

/** As JSON would give it back: no keys without a value. */
const tidy = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/** An outline is too large for the books, a secret has no place in them: that they changed is enough. */
function shown(keys: readonly string[], values: Values): Prisma.InputJsonObject {
  const hidden = new Set(["geometry", "settings", "keyHash"]);
  return tidy(
    Object.fromEntries(keys.map((key) => [key, hidden.has(key) ? "…" : (values[key] ?? null)])),
  ) as Prisma.InputJsonObject;
}
