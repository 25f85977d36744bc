import type { Actor } from "@/lib/actor";
import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** Whether the actor may do what concerns the whole installation: which bodies and areas there are. Jobs act for an operator. */
export const isSuperuser = (actor: Actor): boolean =>
  actor.kind === "job" || (actor.kind === "staff" && actor.superuser);

/** @throws DomainError `forbidden` for everybody but superusers and jobs */
export function requireSuperuser(actor: Actor): void {
  if (!isSuperuser(actor)) throw forbidden(translator("refusals")("forbidden"));
}
