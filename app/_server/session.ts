import type { Route } from "next";
import { cookies } from "next/headers";
import { cache } from "react";
import { readSession, writeSession } from "@/app/_server/session-claims";
import { sessionCookie, sessionSeconds } from "@/app/_server/session-cookie";
import type { Actor } from "@/lib/actor";
import { type Standing, standingOf } from "@/lib/auth/current-user";
import type { Proof, Session } from "@/lib/auth/session";

/** What the browser's cookie says; whether it still counts is `currentStanding`'s to tell. Asked once per request. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const cookie = (await cookies()).get(sessionCookie().name)?.value;
  return cookie ? readSession(cookie) : null;
});

/** Who is asking, and what they lack to be all they could be. */
export const currentStanding = cache(async (): Promise<Standing> => standingOf(await currentSession()));

/** Who is asking: from the cookie the user's id, from the database what they may do. */
export const currentActor = async (): Promise<Actor> => (await currentStanding()).actor;

/** Signs the browser in as this user. For server actions and route handlers, where cookies can be set. */
export async function startSession(userId: number): Promise<Session> {
  const now = new Date();
  return keep({ userId, began: now, signedInAt: now, proof: null });
}

/** Notes in the session that its second factor was shown. */
export const proveSession = (session: Session, proof: Proof): Promise<Session> => keep({ ...session, proof });

/** Lets this one session go on after all that began until `endedAt` were ended. */
export const outliveOthers = (session: Session, endedAt: Date): Promise<Session> =>
  keep({ ...session, began: new Date(Math.max(Date.now(), endedAt.getTime() + 1)) });

async function keep(session: Session): Promise<Session> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, await writeSession(session), { ...options, maxAge: sessionSeconds });
  return session;
}

/** Signs the browser out; the user's other sessions go on. */
export async function endSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/**
 * Where somebody goes who has just signed in: first to what their session lacks, then to where they were going, else staff to
 * their dashboard and everybody else to their reports.
 */
export function landing({ actor, lacks }: Standing, next: string | null): Route {
  const then = next ? `?next=${encodeURIComponent(next)}` : "";
  if (lacks === "code") return `/auth/code${then}` as Route;
  const toDashboard = next === null || /^\/admin(?:[/?#]|$)/.test(next);
  if (lacks === "second-factor" && toDashboard) {
    return `/my/security/second-factor?next=${encodeURIComponent(next ?? "/admin")}` as Route;
  }
  return (next ?? (actor.kind === "staff" ? "/admin" : "/my")) as Route;
}
