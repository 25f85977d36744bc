import { db, type Prisma } from "@/lib/db";
import type { Things } from "@/lib/testing/authorization/world";
import { makeDelivery, makeReport, makeUser } from "@/lib/testing/factories";

// What a write uses up, made anew for each time that it is tried. `mark()` is unique.

let last = 0;
export const mark = (): string => `fresh-${++last}`;

type Report = Partial<Prisma.ReportUncheckedCreateInput>;
type Delivery = Partial<Prisma.DeliveryUncheckedCreateInput>;

/** A public report of the category, with its delivery to the body. */
export async function freshDelivery(
  { body, area, category, contact, report: { reporterId } }: Things,
  delivery: Delivery = {},
  report: Report = {},
) {
  const made = await makeReport({
    categoryId: category.id,
    reporterId,
    areas: { create: { areaId: area.id } },
    ...report,
  });
  return makeDelivery({ reportId: made.id, bodyId: body.id, contactId: contact.id, ...delivery });
}

export const freshReport = async (things: Things, report: Report = {}): Promise<number> =>
  (await freshDelivery(things, { state: "sent" }, report)).reportId;

/** Somebody of the body's staff who may do nothing, so that everybody who manages users may manage them. */
export async function freshColleague({ body, role }: Things): Promise<number> {
  return (await makeUser({ bodyId: body.id, roles: { create: { roleId: role.id } } })).id;
}

export async function freshRole({ body }: Things): Promise<{ id: number; name: string }> {
  const name = mark();
  return db.role.create({ data: { bodyId: body.id, slug: name, name, permissions: [] } });
}

/** For one category. */
export async function freshTemplate(
  { body, contact }: Things,
  more: { deletedAt?: Date } = {},
): Promise<number> {
  const contacts = { create: { contactId: contact.id } };
  const data = { bodyId: body.id, title: mark(), text: "Thank you.", contacts, ...more };
  return (await db.responseTemplate.create({ data })).id;
}
