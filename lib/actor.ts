import type { ClientRight } from "@/lib/clients/client-key";

/**
 * Who acts. A job is an actor too. Permissions are read from the database per request (lib/auth/current-user.ts),
 * never from a cookie, so that a right taken away is gone at once.
 */
export type Actor =
  | { kind: "anonymous" }
  | { kind: "citizen"; userId: number }
  | {
      kind: "staff";
      userId: number;
      superuser: boolean;
      bodyId: number | null;
      permissions: readonly string[];
      /** Limited to these of the body's categories; absent = all of them. */
      categoryIds?: readonly number[];
    }
  | {
      /** A caller of our Open311 server, known by its key (lib/clients). */
      kind: "client";
      clientId: number;
      name: string;
      /** The body whose system it is. */
      bodyId: number | null;
      /** What it posts needs no confirmation by the reporter's mail. */
      trusted: boolean;
      may: readonly ClientRight[];
    }
  | { kind: "job"; name: string };
export type ClientActor = Actor & { kind: "client" };

export const anonymous: Actor = { kind: "anonymous" };
export const job = (name: string): Actor => ({ kind: "job", name });

/** The user behind an actor; null for nobody, for callers of the Open311 server and for jobs. */
export const userIdOf = (actor: Actor): number | null => ("userId" in actor ? actor.userId : null);
