import type { Actor } from "@/lib/actor";
import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** What a role may give to staff, always within their own body and categories. Superusers have them all. */
export const staffPermissions = [
  /** Sees reports that are not public. */
  "report:view-private",
  /** Sees who reported, with e-mail address and telephone number, and the answers given. */
  "report:view-reporter",
  /** Changes a report's words, place and who may see it. */
  "report:edit",
  /** Puts a report into another category, which may send it to others. */
  "report:change-category",
  /** Writes updates in the body's name, and moves its reports with them. */
  "report:update",
  /** Hides and shows updates that others wrote. */
  "update:edit",
  /** Sees what was sent where, with what was asked and answered. */
  "delivery:view",
  /** Has things sent again, skipped, marked as sent or acknowledged. */
  "delivery:act",
  /** Changes what a body is: name, language, office hours, theme. */
  "body:edit",
  /** Changes how the body's back ends are reached. */
  "connection:edit",
  /** Changes where the body's reports go and what it asks. */
  "contact:edit",
  /** Changes the words that the body answers with. */
  "template:edit",
  /** Gives and takes the body's roles, never more than one has oneself. */
  "user:edit",
  /** Gives other systems access to the body's reports, and tells them of what happens (API clients, webhooks). */
  "api:edit",
  /** Sees who changed what. */
  "audit:view",
] as const;
export type StaffPermission = (typeof staffPermissions)[number];

/** `report:create` and `account:edit` are everybody's; the latter only for oneself. */
export type Permission = StaffPermission | "report:create" | "account:edit";

/** What the act is done to, as far as it is known. */
export type Subject = {
  /** The bodies concerned: staff of any of them may act. */
  bodyIds?: readonly number[];
  categoryId?: number;
  /** Whose it is: the reporter of a report, the owner of an account. */
  ownerId?: number | null;
};

/** Whether the actor may do it. Jobs may do everything: they act on what somebody else was allowed to start. */
export function may(actor: Actor, permission: Permission, subject: Subject = {}): boolean {
  if (actor.kind === "client") return permission === "report:create" && actor.may.includes("post-requests");
  if (actor.kind === "job" || permission === "report:create") return true;
  if (actor.kind === "anonymous") return false;
  const owns = subject.ownerId === actor.userId;
  if (permission === "account:edit") return owns;
  if (permission === "report:view-private" && owns) return true;
  return actor.kind === "staff" && staffMay(actor, permission, subject);
}

function staffMay(actor: Actor & { kind: "staff" }, permission: StaffPermission, subject: Subject): boolean {
  if (actor.superuser) return true;
  if (!actor.permissions.includes(permission)) return false;
  if (actor.bodyId === null || !subject.bodyIds?.includes(actor.bodyId)) return false;
  return (
    !actor.categoryIds || (subject.categoryId !== undefined && actor.categoryIds.includes(subject.categoryId))
  );
}

/** @throws DomainError `forbidden` unless the actor may do it. */
export function authorize(actor: Actor, permission: Permission, subject: Subject = {}): void {
  if (!may(actor, permission, subject)) throw forbidden(translator("refusals")("forbidden"));
}
