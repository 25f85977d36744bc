import { cookies } from "next/headers";
import { cache } from "react";
import { readSession, writeSession } from "@/app/_server/auth";
import { sessionCookie, sessionSeconds } from "@/app/_server/session-cookie";
import { type Actor, anonymous } from "@/lib/actor";
import { actorOf } from "@/lib/auth/current-user";

/** Who is asking: from the cookie the user's id, from the database what they may do. Asked once per request. */
export const currentActor = cache(async (): Promise<Actor> => {
  const cookie = (await cookies()).get(sessionCookie().name)?.value;
  const session = cookie ? await readSession(cookie) : null;
  return session ? actorOf(session.userId, session.began) : anonymous;
});

/** Signs the browser in as this user. For server actions and route handlers, where cookies can be set. */
export async function startSession(userId: number): Promise<void> {
  const { name, options } = sessionCookie();
  const value = await writeSession({ userId, began: new Date() });
  (await cookies()).set(name, value, { ...options, maxAge: sessionSeconds });
}

/** Signs the browser out; the user's other sessions go on. */
export async function endSession(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}
