import type { Route } from "next";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { currentStanding, landing } from "@/app/_server/session";
import type { Actor } from "@/lib/actor";
import { DomainError } from "@/lib/errors";

export type StaffActor = Actor & { kind: "staff" };

/**
 * Who works at the dashboard. Every page of it asks for itself: a layout is not drawn again when one goes from page to page.
 * Whoever has not signed in, or has not shown a second factor, is led there and back; who is no staff is refused.
 */
export async function staffActor(): Promise<StaffActor> {
  const standing = await currentStanding();
  const { actor, lacks } = standing;
  if (actor.kind === "staff") return actor;
  const path = (await headers()).get("x-path") ?? "/admin";
  if (lacks) redirect(landing(standing, path));
  if (actor.kind !== "anonymous") forbidden();
  redirect(`/auth?next=${encodeURIComponent(path)}` as Route);
}

/**
 * What a page reads: a refusal of the verb becomes the page that says so (403, 404), as in
 * `const body = await orRefuse(getBody(actor, id))`.
 */
export async function orRefuse<Value>(reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    if (error instanceof DomainError && error.code === "forbidden") forbidden();
    throw error;
  }
}
