import { expect, test } from "vitest";
import "@/lib/testing/database";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { actOnDeliveries } from "@/lib/delivery/act-on-many";
import { makeBody, makeCategory, makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

const later = new Date(Date.now() + 3_600_000);

async function world() {
  const body = await makeBody();
  const category = await makeCategory();
  const staff: Actor = {
    ...{ kind: "staff", superuser: false, bodyId: body.id, permissions: ["delivery:act"] },
    userId: (await makeUser({ bodyId: body.id })).id,
  };
  const failing = async (more: Parameters<typeof makeDelivery>[0] = {}) => {
    const { id: reportId } = await makeReport({ categoryId: category.id });
    return makeDelivery({
      reportId,
      bodyId: body.id,
      attempts: 2,
      dueAt: later,
      lastError: "HTTP 500",
      ...more,
    });
  };
  return { body, category, staff, failing };
}

test("each is judged by itself: what cannot be done keeps no other from it, and says why", async () => {
  const { staff, failing } = await world();
  const good = [await failing(), await failing()];
  const busy = await failing({ state: "sending" });
  const foreign = await makeDelivery({ dueAt: later });
  const ids = [...good, busy, foreign].map(({ id }) => id);
  const outcome = await actOnDeliveries(staff, {
    ids: [...ids, 999_999],
    action: "try-now",
    note: "They are back.",
  });
  expect(outcome).toEqual({
    done: 2,
    refused: [
      { id: busy.id, reason: expect.stringContaining("being sent") },
      { id: foreign.id, reason: expect.stringContaining("may not") },
      { id: 999_999, reason: expect.stringContaining("no such") },
    ],
    next: null,
  });
  const rows = await db.delivery.findMany({ where: { id: { in: ids }, dueAt: { lt: later } } });
  expect(rows.map(({ id }) => id).sort()).toEqual(good.map(({ id }) => id).sort());
  expect(await db.auditEntry.count({ where: { action: "delivery.try-now", note: "They are back." } })).toBe(
    2,
  );
});

test("all that a filter means, of one's own body and categories only, in more batches than one", async () => {
  const { staff, failing, category } = await world();
  for (let n = 0; n < 60; n++) await failing();
  const fresh = await failing({ attempts: 0, lastError: null });
  const other = await makeDelivery({ attempts: 1, lastError: "HTTP 500", dueAt: later });
  const filter = { failing: "1" } as const;
  const limited: Actor = { ...staff, categoryIds: [category.id + 1] };
  expect(await actOnDeliveries(limited, { ids: [], filter, action: "try-now" })).toMatchObject({ done: 0 });
  expect(await actOnDeliveries(staff, { ids: [], filter, action: "try-now" })).toEqual({
    ...{ done: 60, refused: [], next: null },
  });
  for (const { id } of [fresh, other])
    expect((await db.delivery.findUniqueOrThrow({ where: { id } })).dueAt).toEqual(later);
});

test("nothing chosen, no word why, and nobody's business", async () => {
  const { staff, failing } = await world();
  const { id } = await failing();
  const refused = (code: string, field?: string) =>
    expect.objectContaining({ code, ...(field && { fields: { [field]: expect.any(String) } }) });
  await expect(actOnDeliveries(staff, { ids: [], action: "try-now" })).rejects.toThrow(
    refused("invalid", "ids"),
  );
  await expect(actOnDeliveries(staff, { ids: [id], action: "skip" })).rejects.toThrow(
    refused("invalid", "note"),
  );
  const looker: Actor = { ...staff, permissions: ["delivery:view"] };
  await expect(actOnDeliveries(looker, { ids: [id], action: "try-now" })).rejects.toThrow(
    refused("forbidden"),
  );
  await expect(actOnDeliveries({ kind: "anonymous" }, { ids: [id], action: "try-now" })).rejects.toThrow(
    refused("forbidden"),
  );
});
