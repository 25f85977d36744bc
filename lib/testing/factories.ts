import { db, type Prisma } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";

/**
 * Rows for tests, each valid by itself and unique in what must be unique. Say what the test is about, leave the rest:
 * what a row needs and was not given is made as well.
 */
let last = 0;
const next = (): number => ++last;

/** west, south, east, north in degrees. */
export type Box = readonly [number, number, number, number];

/** Some 6 km square around the demo town. */
export const townBox: Box = [2.25, 54.57, 2.35, 54.63];

/** A rectangle as GeoJSON, lon before lat. */
export function boxPolygon([west, south, east, north]: Box) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

type AreaOverrides = Partial<Prisma.AreaUncheckedCreateInput> & { box?: Box };

export async function makeArea({ box = townBox, ...overrides }: AreaOverrides = {}) {
  const n = next();
  const [west, south, east, north] = box;
  const data = { slug: `area-${n}`, name: `Area ${n}`, geometry: boxPolygon(box), west, south, east, north };
  return db.area.create({ data: { ...data, ...overrides } });
}

type BodyOverrides = Partial<Omit<Prisma.BodyUncheckedCreateInput, "areas">> & { areas?: { id: number }[] };

/** `areas`: what the body covers; none unless given. */
export async function makeBody({ areas = [], ...overrides }: BodyOverrides = {}) {
  const n = next();
  const covers = { create: areas.map(({ id }) => ({ areaId: id })) };
  return db.body.create({ data: { slug: `body-${n}`, name: `Body ${n}`, areas: covers, ...overrides } });
}

export async function makeCategory(overrides: Partial<Prisma.CategoryUncheckedCreateInput> = {}) {
  return db.category.create({ data: { name: `Category ${next()}`, ...overrides } });
}

type ConnectionOverrides = Partial<Prisma.ConnectionUncheckedCreateInput> & { asDefault?: boolean };

/** `asDefault`: the body's contacts use it unless they have their own. */
export async function makeConnection({ asDefault = false, ...overrides }: ConnectionOverrides = {}) {
  const n = next();
  const bodyId = overrides.bodyId ?? (await makeBody()).id;
  const connection = await db.connection.create({
    data: { slug: `connection-${n}`, method: "email", ...overrides, bodyId },
  });
  if (asDefault) {
    await db.body.update({ where: { id: bodyId }, data: { defaultConnectionId: connection.id } });
  }
  return connection;
}

type ContactOverrides = Partial<Omit<Prisma.ContactUncheckedCreateInput, "questions">> & {
  questions?: Prisma.QuestionUncheckedCreateWithoutContactInput[];
};

/** Confirmed, by e-mail, without questions. */
export async function makeContact({ questions = [], ...overrides }: ContactOverrides = {}) {
  const bodyId = overrides.bodyId ?? (await makeBody()).id;
  const categoryId = overrides.categoryId ?? (await makeCategory()).id;
  return db.contact.create({
    data: {
      destination: `contact-${next()}@council.example`,
      state: "confirmed",
      questions: { create: questions.map((question, order) => ({ order, ...question })) },
      ...overrides,
      bodyId,
      categoryId,
    },
  });
}

/** Somebody whose address is verified; `{ email: null }` for somebody without one. */
export async function makeUser(overrides: Partial<Prisma.UserUncheckedCreateInput> = {}) {
  const n = next();
  const data = { email: `person-${n}@town.example`, name: `Person ${n}`, emailVerifiedAt: new Date() };
  return db.user.create({ data: { ...data, ...overrides } });
}

/** Public and confirmed now, in the middle of the demo town, unless told otherwise. Nothing is sent or queued. */
export async function makeReport(overrides: Partial<Prisma.ReportUncheckedCreateInput> = {}) {
  const n = next();
  const lat = overrides.lat ?? 54.6;
  const lon = overrides.lon ?? 2.3;
  const categoryId = overrides.categoryId ?? (await makeCategory()).id;
  const reporterId = overrides.reporterId === undefined ? (await makeUser()).id : overrides.reporterId;
  const confirmedAt = overrides.visibility === "unconfirmed" ? null : new Date();
  return db.report.create({
    data: {
      title: `Report ${n}`,
      detail: `What is wrong, number ${n}.`,
      visibility: "public",
      confirmedAt,
      cell: cellOf({ lat, lon }),
      ...overrides,
      lat,
      lon,
      categoryId,
      reporterId,
    },
  });
}

/** Due now, by e-mail; body, contact and report are made where they are not given. */
export async function makeDelivery(overrides: Partial<Prisma.DeliveryUncheckedCreateInput> = {}) {
  const reportId = overrides.reportId ?? (await makeReport()).id;
  const bodyId = overrides.bodyId ?? (await makeBody()).id;
  const contactId =
    overrides.contactId === undefined ? await contactFor(reportId, bodyId) : overrides.contactId;
  return db.delivery.create({ data: { method: "email", ...overrides, reportId, bodyId, contactId } });
}

async function contactFor(reportId: number, bodyId: number): Promise<number> {
  const { categoryId } = await db.report.findUniqueOrThrow({ where: { id: reportId } });
  const known = await db.contact.findUnique({ where: { bodyId_categoryId: { bodyId, categoryId } } });
  return (known ?? (await makeContact({ bodyId, categoryId }))).id;
}

/** Public, said now by somebody passing by, unless told otherwise. Nothing is sent or queued. */
export async function makeUpdate(overrides: Partial<Prisma.UpdateUncheckedCreateInput> = {}) {
  const reportId = overrides.reportId ?? (await makeReport()).id;
  return db.update.create({
    data: {
      origin: "citizen",
      visibility: "public",
      text: "It is still there.",
      name: "Bo",
      confirmedAt: new Date(),
      ...overrides,
      reportId,
    },
  });
}
