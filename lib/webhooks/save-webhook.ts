import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { Name } from "@/lib/bodies/fields";
import { changesBetween } from "@/lib/changes";
import { db, type Tx } from "@/lib/db";
import { withoutQuery } from "@/lib/delivery/drivers/webhook";
import { invalid } from "@/lib/errors";
import { eventNames } from "@/lib/event-names";
import { listOf, orNull, RowId } from "@/lib/form-fields";
import { parseInput } from "@/lib/forms";
import { translator } from "@/lib/messages";
import { aboutWebhook, authorizeWebhook, lockWebhook } from "@/lib/webhooks/lock-webhook";
import { makeSecret } from "@/lib/webhooks/secret";

const t = translator("webhooks");
const longestUrl = 1000;

const Url = z
  .string({ error: t("refused.url") })
  .trim()
  .max(longestUrl, t("refused.urlLong", { max: longestUrl }))
  .pipe(z.url({ protocol: /^https?$/, error: t("refused.url") }))
  .refine((url) => !URL.canParse(url) || new URL(url).username + new URL(url).password === "", {
    error: t("refused.credentials"),
  });

const fields = {
  name: Name,
  url: Url,
  events: listOf(z.enum(eventNames, { error: t("refused.events") })).refine((events) => events.length > 0, {
    error: t("refused.events"),
  }),
};

/** `bodyId` null: one that hears of the whole site. */
export const NewWebhook = z.object({ bodyId: orNull(RowId), ...fields });
export type NewWebhook = z.input<typeof NewWebhook>;

export const EditWebhook = z.object({ webhookId: RowId, ...fields });
export type EditWebhook = z.input<typeof EditWebhook>;

/**
 * Makes a webhook that hears of what happens from now on.
 * @returns its id, and the secret that its calls are signed with, which is never told again
 * @throws DomainError `forbidden`, `invalid`
 */
export async function createWebhook(
  actor: Actor,
  input: NewWebhook,
): Promise<{ webhookId: number; secret: string }> {
  const { bodyId, ...columns } = parseInput(NewWebhook, input, t("refused.form"));
  authorizeWebhook(actor, bodyId);
  const { secret, kept } = makeSecret();
  return db.$transaction(async (tx) => {
    if (bodyId !== null) await checkBody(tx, bodyId);
    const { id } = await tx.webhook.create({
      data: { ...columns, bodyId, secret: kept },
      select: { id: true },
    });
    await record(tx, actor, "webhooks.create", {
      ...aboutWebhook({ id, bodyId, name: columns.name }),
      after: shown(columns),
    });
    return { webhookId: id, secret };
  });
}

async function checkBody(tx: Tx, bodyId: number): Promise<void> {
  const body = await tx.body.findFirst({ where: { id: bodyId, deletedAt: null }, select: { id: true } });
  if (!body) throw invalid(t("refused.body"), { bodyId: t("refused.body") });
}

/**
 * Changes what a webhook is called, where it is and what it hears of; what waits for it goes to the new address.
 * @throws DomainError `not_found`, `forbidden`, `invalid`
 */
export async function editWebhook(actor: Actor, input: EditWebhook): Promise<void> {
  const { webhookId, ...columns } = parseInput(EditWebhook, input, t("refused.form"));
  await db.$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, actor, webhookId);
    if (!changesBetween(webhook, columns)) return;
    const moved = webhook.url !== columns.url;
    await tx.webhook.update({
      where: { id: webhookId },
      // Whoever stands at another address has refused nothing yet.
      data: { ...columns, ...(moved && { failures: 0, lastError: null }) },
    });
    await record(tx, actor, "webhooks.edit", {
      ...aboutWebhook(webhook),
      before: shown(webhook),
      after: shown(columns),
    });
  });
}

/** As it may be kept in the audit: what stands behind an address's question mark often is a password. */
const shown = ({ name, url, events }: { name: string; url: string; events: readonly string[] }) => ({
  ...{ name, url: withoutQuery(url), events: [...events] },
});
