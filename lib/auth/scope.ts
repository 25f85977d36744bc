import type { Actor } from "@/lib/actor";
import type { StaffPermission } from "@/lib/auth/permissions";
import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** What a list may show: of one body (null = of all), and of these categories (null = of all). */
export type Scope = { bodyId: number | null; categoryIds: readonly number[] | null };

/**
 * How far a member of staff sees with a permission; for lists, where `authorize` judges single things.
 * @throws DomainError `forbidden` for whoever does not have the permission at all
 */
export function scopeOf(actor: Actor, permission: StaffPermission): Scope {
  if (actor.kind === "job" || (actor.kind === "staff" && actor.superuser)) {
    return { bodyId: null, categoryIds: null };
  }
  if (actor.kind === "staff" && actor.bodyId !== null && actor.permissions.includes(permission)) {
    return { bodyId: actor.bodyId, categoryIds: actor.categoryIds ?? null };
  }
  throw forbidden(translator("refusals")("forbidden"));
}

/** Whether the actor has the permission anywhere: what navigation shows. */
export function hasSomewhere(actor: Actor, permission: StaffPermission): boolean {
  try {
    scopeOf(actor, permission);
    return true;
  } catch {
    return false;
  }
}
