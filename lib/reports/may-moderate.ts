import type { Actor } from "@/lib/actor";
import { isSuperuser } from "@/lib/auth/superuser";

/** Whether an update is the actor's to hide and show, as far as it says: what one body says is not for another to take down. */
export const mayModerate = (actor: Actor, update: { bodyId: number | null }): boolean =>
  isSuperuser(actor) || update.bodyId === null || (actor.kind === "staff" && actor.bodyId === update.bodyId);
