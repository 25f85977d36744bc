import { type Actor, anonymous } from "@/lib/actor";
import { record } from "@/lib/audit";
import { type BuiltInRole, builtInRoles } from "@/lib/bodies/roles";
import { db } from "@/lib/db";
import {
  makeArea,
  makeBody,
  makeCategory,
  makeConnection,
  makeContact,
  makeDelivery,
  makeReport,
  makeUser,
} from "@/lib/testing/factories";
import { actorNow } from "@/lib/testing/staff";
import { ensureBuiltInRoles } from "@/lib/users/list-roles";

/** One body with all that belongs to the whole of it. */
async function makePlace(name: string) {
  const area = await makeArea();
  const body = await makeBody({ areas: [area], name: `Matrix ${name}` });
  const { id: bodyId } = body;
  const connection = await makeConnection({ bodyId, slug: "wire", asDefault: true });
  const paused = await makeConnection({ bodyId, slug: "wire-paused", pausedAt: new Date() });
  await ensureBuiltInRoles(db, bodyId);
  const role = await db.role.create({
    data: { bodyId, slug: `desk-${bodyId}`, name: "Desk", permissions: [] },
  });
  const colleague = await makeUser({ bodyId });
  return { area, body, connection, paused, role, colleague };
}

/**
 * What a body has in one of its categories. As many deliveries wait as `share` says: a power of two for each, so that whatever is
 * counted tells whose was counted.
 */
async function makeThings(place: Awaited<ReturnType<typeof makePlace>>, share: number) {
  const { body, area } = place;
  const [category, spare] = [await makeCategory(), await makeCategory()];
  const contact = await makeContact({
    bodyId: body.id,
    categoryId: category.id,
    destination: `share-${share}@matrix.example`,
    groups: [`Group ${share}`],
    ...(share === 1 && { bouncedAt: new Date(), bounceReason: "full" }),
    state: share === 2 ? "unconfirmed" : "confirmed",
  });
  const reports = [];
  const deliveries = [];
  for (let n = 0; n < share; n++) {
    const report = await makeReport({
      categoryId: category.id,
      visibility: "private",
      areas: { create: { areaId: area.id } },
    });
    const delivery = await makeDelivery({
      reportId: report.id,
      bodyId: body.id,
      contactId: contact.id,
      connectionId: place.connection.id,
      state: "held",
      // Of another body the same number is another report's.
      externalId: `${share === 2 ? "other" : "MX"}-${n}`,
      history: {
        create: {
          number: 1,
          method: "email",
          worker: "w",
          startedAt: new Date(),
          durationMs: 1,
          outcome: "failed",
        },
      },
    });
    reports.push(report);
    deliveries.push(delivery);
  }
  const [report, delivery] = [reports[0], deliveries[0]];
  if (!report || !delivery) throw new Error("A share is at least one.");
  const mail = await db.inboundMail.create({
    data: {
      messageId: `m-${delivery.id}`,
      kind: "bounce",
      deliveryId: delivery.id,
      reportId: report.id,
      decision: "kept",
    },
  });
  const template = await db.responseTemplate.create({
    data: {
      bodyId: body.id,
      title: `Answer ${share}`,
      text: "Thank you.",
      contacts: { create: { contactId: contact.id } },
    },
  });
  await db.$transaction((tx) =>
    record(tx, anonymous, "report.confirm", { bodyId: body.id, reportId: report.id, contactId: contact.id }),
  );
  return { ...place, share, category, spare, contact, reports, deliveries, report, delivery, mail, template };
}
export type Things = Awaited<ReturnType<typeof makeThings>>;

/** Two categories of one body, and one of another body. */
export async function makeWorld() {
  const [ours, theirs] = [await makePlace("A"), await makePlace("B")];
  return {
    here: await makeThings(ours, 1),
    elsewhere: await makeThings(ours, 2),
    other: await makeThings(theirs, 4),
  };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;
export const parts = ["here", "elsewhere", "other"] as const satisfies (keyof World)[];

type Post = { of: Things; role: BuiltInRole; limit?: Things };

/** Somebody with one of the roles that every body has, as their session makes them. */
async function holder({ of, role, limit }: Post): Promise<Actor & { kind: "staff" }> {
  const { id: roleId } = await db.role.findUniqueOrThrow({
    where: { bodyId_slug: { bodyId: of.body.id, slug: role } },
  });
  const categories = limit ? [limit.category, limit.spare] : [];
  const { id } = await makeUser({
    bodyId: of.body.id,
    roles: { create: { roleId } },
    categories: { create: categories.map((category) => ({ categoryId: category.id })) },
  });
  const actor = await actorNow(id);
  if (actor.kind !== "staff") throw new Error(`A ${role} is staff.`);
  return actor;
}

/** Everybody who may come to a door of the dashboard. Jobs do not: they act for whoever was allowed to start them. */
export async function makePeople({ here, elsewhere, other }: World) {
  const roles = Object.keys(builtInRoles) as BuiltInRole[];
  const staff = await Promise.all(
    roles.map(async (role) => [`${role} of A`, await holder({ of: here, role })] as const),
  );
  return {
    anonymous,
    citizen: await actorNow((await makeUser()).id),
    ...Object.fromEntries(staff),
    "admin of B": await holder({ of: other, role: "admin" }),
    "admin of A for this category": await holder({ of: here, role: "admin", limit: here }),
    "admin of A for another category": await holder({ of: here, role: "admin", limit: elsewhere }),
    superuser: await actorNow((await makeUser({ superuser: true })).id),
  } satisfies Record<string, Actor>;
}
export type People = Record<string, Actor>;
