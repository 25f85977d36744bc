import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { EmailAddress, findOrMakeUser } from "@/lib/auth/account";
import { authorize } from "@/lib/auth/permissions";
import { isSuperuser, requireSuperuser } from "@/lib/auth/superuser";
import { slugTaken } from "@/lib/bodies/create-body";
import { Language, Name, Slug, WebAddress } from "@/lib/bodies/fields";
import { lockBody } from "@/lib/bodies/lock-body";
import { accentOf, Theme } from "@/lib/bodies/theme";
import { changesBetween } from "@/lib/changes";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { invalid } from "@/lib/errors";
import { orNull, RowId, Ticked } from "@/lib/form-fields";
import { translator } from "@/lib/messages";

/** What a body is, as its form brings it. */
export const BodySettings = z.object({
  bodyId: RowId,
  name: Name,
  /** Absent = stays: only superusers are shown it. */
  slug: Slug.optional(),
  externalUrl: orNull(WebAddress),
  language: Language,
  replyTo: orNull(EmailAddress),
  /** Address of the account that is credited with what comes from the back end. */
  updatesUser: orNull(EmailAddress),
  accent: orNull(Theme.shape.accent.unwrap()),
  requireSecondFactor: Ticked,
});
export type BodySettings = z.infer<typeof BodySettings>;

/**
 * Changes what a body is.
 * @throws DomainError `not_found`, `forbidden` (also for a new slug by other than superusers), `invalid` for a slug that is taken
 * or an account that is not the body's
 */
export async function saveBody(actor: Actor, input: BodySettings): Promise<void> {
  const { bodyId, accent, updatesUser, ...columns } = input;
  authorize(actor, "body:edit", { bodyIds: [bodyId] });
  try {
    await db.$transaction(async (tx) => {
      const row = await lockBody(tx, bodyId);
      if (columns.slug !== undefined && columns.slug !== row.slug) requireSuperuser(actor);
      const before = { ...row, accent: accentOf(row.theme), updatesUser: row.updatesUser?.email ?? null };
      const changes = changesBetween(before, { ...columns, accent, updatesUser });
      if (!changes) return;
      const credited =
        updatesUser === before.updatesUser ? undefined : await accountFor(tx, actor, row, updatesUser);
      await tx.body.update({
        where: { id: bodyId },
        data: {
          name: columns.name,
          externalUrl: columns.externalUrl,
          language: columns.language,
          replyTo: columns.replyTo,
          requireSecondFactor: columns.requireSecondFactor,
          ...(columns.slug !== undefined && { slug: columns.slug }),
          ...(credited !== undefined && { updatesUserId: credited }),
          ...(accent !== before.accent && { theme: accent === null ? {} : { accent } }),
        },
      });
      await record(tx, actor, "bodies.edit", { bodyId, subject: { slug: row.slug }, ...changes });
    });
  } catch (error) {
    throw isUniqueViolation(error, "slug") ? slugTaken() : error;
  }
}

/**
 * The account that a body's updates are credited to; made, under the body's name, if the address is new. A body cannot speak with
 * the voice of somebody who does not work for it.
 */
async function accountFor(
  tx: Tx,
  actor: Actor,
  body: { id: number; name: string },
  email: string | null,
): Promise<number | null> {
  if (email === null) return null;
  const known = await tx.user.findUnique({ where: { email }, select: { id: true, bodyId: true } });
  if (known && known.bodyId !== body.id && !isSuperuser(actor)) {
    const fault = translator("adminBodies")("faults.account");
    throw invalid(fault, { updatesUser: fault });
  }
  if (known) return known.id;
  const { id } = await findOrMakeUser(tx, email);
  await tx.user.update({ where: { id }, data: { name: body.name } });
  return id;
}
