import "@/lib/testing/database";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { clearBounce } from "@/lib/bodies/clear-bounce";
import { db } from "@/lib/db";
import { makeBody, makeContact, makeUser } from "@/lib/testing/factories";

const staffOf = async (
  bodyId: number,
  permissions = ["contact:edit"],
  categoryIds?: number[],
): Promise<Actor> => ({
  kind: "staff",
  userId: (await makeUser({ bodyId })).id,
  superuser: false,
  bodyId,
  permissions,
  ...(categoryIds && { categoryIds }),
});
const bounced = { bouncedAt: new Date("2026-11-24T10:00:00Z"), bounceReason: "User unknown" };

test("the mark goes, and it is kept who took it away", async () => {
  const contact = await makeContact(bounced);
  const actor = await staffOf(contact.bodyId);
  await clearBounce(actor, contact.id);
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject({
    bouncedAt: null,
    bounceReason: null,
  });
  // There is nothing to take away any more, and so nothing to keep.
  await clearBounce(actor, contact.id);
  expect(await db.auditEntry.findMany({ where: { contactId: contact.id } })).toMatchObject([
    {
      action: "contacts.clear-bounce",
      bodyId: contact.bodyId,
      userId: "userId" in actor ? actor.userId : 0,
      before: { bouncedAt: "2026-11-24T10:00:00.000Z", bounceReason: "User unknown" },
      after: { bouncedAt: null, bounceReason: null },
    },
  ]);
});

test("staff of another body, without the right, or for other categories may not; nobody can for a contact that is gone", async () => {
  const contact = await makeContact(bounced);
  const others = [
    await staffOf((await makeBody()).id),
    await staffOf(contact.bodyId, ["contact:view"]),
    await staffOf(contact.bodyId, ["contact:edit"], [contact.categoryId + 1]),
    { kind: "anonymous" } as const,
  ];
  for (const actor of others)
    await expect(clearBounce(actor, contact.id)).rejects.toMatchObject({ code: "forbidden" });
  expect(await db.contact.findUnique({ where: { id: contact.id } })).toMatchObject(bounced);
  await expect(clearBounce(await staffOf(contact.bodyId), 987_654)).rejects.toMatchObject({
    code: "not_found",
  });
});
