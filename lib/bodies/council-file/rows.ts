import type { Prisma } from "@/lib/db";

// What is read of the database to compare a file with it, and to write one.

export const areaRow = {
  select: { id: true, slug: true, name: true, type: true, geometry: true, deletedAt: true },
} as const satisfies Prisma.AreaDefaultArgs;

export const connectionRow = {
  omit: { createdAt: true, updatedAt: true },
  include: {
    statusMatches: { select: { external: true, state: true, ignore: true }, orderBy: { external: "asc" } },
    serviceCodes: {
      where: { categoryId: { not: null } },
      select: { code: true, category: { select: { name: true } } },
      orderBy: { code: "asc" },
    },
  },
} as const satisfies Prisma.ConnectionDefaultArgs;

export const contactRow = {
  include: {
    category: { select: { name: true } },
    connection: { select: { slug: true } },
    questions: { orderBy: [{ order: "asc" }, { id: "asc" }] },
  },
} as const satisfies Prisma.ContactDefaultArgs;

export const templateRow = {
  include: { contacts: { select: { contact: { select: { category: { select: { name: true } } } } } } },
} as const satisfies Prisma.ResponseTemplateDefaultArgs;

export const bodyRow = {
  include: {
    areas: { select: { area: { select: { slug: true } } } },
    updatesUser: { select: { name: true, email: true } },
    defaultConnection: { select: { slug: true } },
    connections: { ...connectionRow, orderBy: { slug: "asc" } },
    contacts: { ...contactRow, orderBy: { category: { name: "asc" } } },
    templates: { ...templateRow, orderBy: { title: "asc" } },
    roles: { select: { id: true, slug: true } },
  },
} as const satisfies Prisma.BodyDefaultArgs;

export const userRow = {
  select: {
    id: true,
    email: true,
    name: true,
    superuser: true,
    body: { select: { slug: true } },
    roles: { select: { role: { select: { slug: true } } } },
    categories: { select: { category: { select: { name: true } } } },
  },
} as const satisfies Prisma.UserDefaultArgs;

export const clientRow = {
  include: { body: { select: { slug: true } } },
} as const satisfies Prisma.ApiClientDefaultArgs;

export type AreaRow = Prisma.AreaGetPayload<typeof areaRow>;
export type ConnectionRow = Prisma.ConnectionGetPayload<typeof connectionRow>;
export type ContactRow = Prisma.ContactGetPayload<typeof contactRow>;
export type TemplateRow = Prisma.ResponseTemplateGetPayload<typeof templateRow>;
export type BodyRow = Prisma.BodyGetPayload<typeof bodyRow>;
export type UserRow = Prisma.UserGetPayload<typeof userRow>;
export type ClientRow = Prisma.ApiClientGetPayload<typeof clientRow>;
