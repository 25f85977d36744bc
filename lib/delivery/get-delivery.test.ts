import "@/lib/testing/database";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { getDelivery } from "@/lib/delivery/get-delivery";
import { makeBody, makeCategory, makeContact, makeDelivery, makeReport } from "@/lib/testing/factories";

const staff = (over: Partial<Actor & { kind: "staff" }>): Actor => ({
  kind: "staff",
  userId: 1,
  superuser: false,
  bodyId: null,
  permissions: ["delivery:view", "report:view-private", "report:view-reporter"],
  ...over,
});

async function tried(visibility: "public" | "private" = "public") {
  const body = await makeBody();
  const category = await makeCategory();
  const report = await makeReport({ categoryId: category.id, visibility });
  const delivery = await makeDelivery({
    reportId: report.id,
    bodyId: body.id,
    attempts: 1,
    lastError: "The back end answered 401",
  });
  await db.deliveryAttempt.create({
    data: {
      deliveryId: delivery.id,
      number: 1,
      method: "open311",
      worker: "w",
      startedAt: new Date(),
      durationMs: 12,
      outcome: "failed",
      reason: "The back end answered 401",
      exchanges: [
        {
          method: "POST",
          url: "https://desk.example/requests.xml",
          requestHeaders: {},
          requestBody: "attribute[colour]=blue&description=Lamp",
          status: 401,
          responseHeaders: {},
          responseBody: "who are you, blue?",
          startedAt: new Date().toISOString(),
          durationMs: 12,
        },
      ],
    },
  });
  await db.inboundMail.createMany({
    data: [
      {
        messageId: crypto.randomUUID(),
        kind: "reply",
        deliveryId: delivery.id,
        address: "ines@town.example",
        reason: "Re: my lamp",
        decision: "forwarded",
      },
      {
        messageId: crypto.randomUUID(),
        kind: "bounce",
        deliveryId: delivery.id,
        address: "lamps@council.example",
        reason: "mailbox full",
        decision: "noted",
      },
    ],
  });
  return { body, category, report, delivery };
}

test("an attempt is shown with what was asked and answered, and what it comes down to", async () => {
  const { body, delivery, report } = await tried();
  const shown = await getDelivery(staff({ bodyId: body.id }), delivery.id);
  expect(shown).toMatchObject({ state: "due", report: { id: report.id, title: report.title }, actions: [] });
  expect(shown.history).toMatchObject([
    {
      number: 1,
      outcome: "failed",
      kind: "key",
      exchanges: [{ withheld: false, responseBody: "who are you, blue?" }],
    },
  ]);
  expect(shown.mails).toHaveLength(2);
});

test("the reporter's answers and letters are for those only who may see who reported", async () => {
  const { body, delivery } = await tried();
  const shown = await getDelivery(staff({ bodyId: body.id, permissions: ["delivery:view"] }), delivery.id);
  const told = JSON.stringify(shown);
  for (const personal of ["blue", "ines@town.example", "my lamp"]) expect(told).not.toContain(personal);
  expect(shown.history[0]?.exchanges[0]).toMatchObject({ withheld: true, status: 401 });
  expect(told).toContain("lamps@council.example");
});

test("nor is a report that is not public shown to whoever may not see such reports", async () => {
  const { body, delivery, report } = await tried("private");
  const permissions = ["delivery:view", "report:view-reporter"];
  const shown = await getDelivery(staff({ bodyId: body.id, permissions }), delivery.id);
  expect(shown.report.title).toBeNull();
  expect(JSON.stringify(shown)).not.toContain(report.title);
  expect(JSON.stringify(shown)).not.toContain("description=Lamp");
});

test("actions and the categories to send as are those of the actor", async () => {
  const { body, category, delivery } = await tried();
  const other = await makeContact({ bodyId: body.id });
  await makeContact({ bodyId: body.id, destination: "refused" });
  await makeContact({ bodyId: body.id, state: "inactive" });
  const permissions = ["delivery:view", "delivery:act"];
  const whole = await getDelivery(staff({ bodyId: body.id, permissions }), delivery.id);
  expect(whole.actions).toContain("try-now");
  expect(whole.sendableAs.map(({ id }) => id)).toEqual([other.id]);
  const limited = await getDelivery(
    staff({ bodyId: body.id, permissions, categoryIds: [category.id] }),
    delivery.id,
  );
  expect(limited.actions).toContain("try-now");
  expect(limited.sendableAs).toEqual([]);
});

test("it is for the body's own staff, in their categories, with the permission", async () => {
  const { body, delivery } = await tried();
  const elsewhere = await makeBody();
  const refused = { code: "forbidden" };
  for (const actor of [
    { kind: "anonymous" } as const,
    { kind: "citizen", userId: 1 } as const,
    staff({ bodyId: elsewhere.id }),
    staff({ bodyId: body.id, permissions: [] }),
    staff({ bodyId: body.id, categoryIds: [] }),
  ])
    await expect(getDelivery(actor, delivery.id)).rejects.toMatchObject(refused);
  await expect(getDelivery(staff({ superuser: true }), 2_000_000_000)).rejects.toMatchObject({
    code: "not_found",
  });
});
