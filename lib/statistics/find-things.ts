import type { Actor } from "@/lib/actor";
import { hasSomewhere, scopeOf } from "@/lib/auth/scope";
import { connectionScope } from "@/lib/bodies/list-connections";
import { db, literally, type Prisma } from "@/lib/db";
import { forbidden } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** What was found of one kind; `kind` is its folder under `/admin`. */
export type Hits = {
  kind: "reports" | "deliveries" | "bodies" | "contacts" | "connections";
  hits: { id: number; name: string; note: string }[];
};

const few = 6;

/**
 * Goes by a few letters to a report (its number), a delivery (the body's own reference), a body, a contact or a connection: what
 * its own list would show to this member of staff. Five queries, each by an index or over the few bodies there are.
 * @throws DomainError `forbidden` for anybody who is no staff
 */
export async function findThings(actor: Actor, text: string): Promise<Hits[]> {
  if (actor.kind !== "staff") throw forbidden(translator("refusals")("forbidden"));
  if (text === "") return [];
  const found = await Promise.all([
    reports(actor, text),
    deliveries(actor, text),
    bodies(actor, text),
    contacts(actor, text),
    connections(actor, text),
  ]);
  return found.filter(({ hits }) => hits.length > 0);
}

type Staff = Actor & { kind: "staff" };
const like = (text: string) => ({ contains: literally(text), mode: "insensitive" as const });

async function reports(actor: Staff, text: string): Promise<Hits> {
  const id = /^#?([1-9]\d{0,8})$/.exec(text)?.[1];
  if (!id || !hasSomewhere(actor, "report:view-private")) return { kind: "reports", hits: [] };
  const { bodyId, categoryIds } = scopeOf(actor, "report:view-private");
  const report = await db.report.findFirst({
    where: {
      id: Number(id),
      ...(bodyId !== null && { deliveries: { some: { bodyId } }, visibility: { not: "unconfirmed" } }),
      ...(categoryIds && { categoryId: { in: [...categoryIds] } }),
    },
    select: { id: true, title: true },
  });
  return {
    kind: "reports",
    hits: report ? [{ id: report.id, name: report.title, note: `${report.id}` }] : [],
  };
}

async function deliveries(actor: Staff, text: string): Promise<Hits> {
  if (!hasSomewhere(actor, "delivery:view")) return { kind: "deliveries", hits: [] };
  const { bodyId, categoryIds } = scopeOf(actor, "delivery:view");
  const bodyIds =
    bodyId === null ? (await db.body.findMany({ select: { id: true } })).map(({ id }) => id) : [bodyId];
  const rows = await db.delivery.findMany({
    // By body and reference, which is the index that keeps references apart.
    where: {
      bodyId: { in: bodyIds },
      externalId: text,
      ...(categoryIds && { report: { categoryId: { in: [...categoryIds] } } }),
    },
    take: few,
    select: { id: true, externalId: true, report: { select: { title: true } } },
  });
  return {
    kind: "deliveries",
    hits: rows.map(({ id, externalId, report }) => ({ id, name: report.title, note: externalId ?? "" })),
  };
}

async function bodies(actor: Staff, text: string): Promise<Hits> {
  if (!hasSomewhere(actor, "body:edit")) return { kind: "bodies", hits: [] };
  const { bodyId, categoryIds } = scopeOf(actor, "body:edit");
  // Whoever is limited to categories changes no body.
  if (categoryIds) return { kind: "bodies", hits: [] };
  const rows = await db.body.findMany({
    where: { ...(bodyId !== null && { id: bodyId }), OR: [{ name: like(text) }, { slug: like(text) }] },
    orderBy: { name: "asc" },
    take: few,
    select: { id: true, name: true },
  });
  return { kind: "bodies", hits: rows.map((row) => ({ ...row, note: "" })) };
}

async function contacts(actor: Staff, text: string): Promise<Hits> {
  if (!hasSomewhere(actor, "contact:edit")) return { kind: "contacts", hits: [] };
  const { bodyId, categoryIds } = scopeOf(actor, "contact:edit");
  const rows = await db.contact.findMany({
    where: {
      ...(bodyId !== null && { bodyId }),
      ...(categoryIds && { categoryId: { in: [...categoryIds] } }),
      state: { not: "deleted" },
      OR: [{ category: { name: like(text) } }, { destination: like(text) }],
    } satisfies Prisma.ContactWhereInput,
    orderBy: [{ category: { name: "asc" } }, { id: "asc" }],
    take: few,
    select: { id: true, category: { select: { name: true } }, body: { select: { name: true } } },
  });
  return {
    kind: "contacts",
    hits: rows.map(({ id, category, body }) => ({ id, name: category.name, note: body.name })),
  };
}

async function connections(actor: Staff, text: string): Promise<Hits> {
  if (!hasSomewhere(actor, "connection:edit") && !hasSomewhere(actor, "delivery:view")) {
    return { kind: "connections", hits: [] };
  }
  const { bodyId } = connectionScope(actor);
  const rows = await db.connection.findMany({
    where: { ...(bodyId !== null && { bodyId }), slug: like(text) },
    orderBy: { slug: "asc" },
    take: few,
    select: { id: true, slug: true, body: { select: { name: true } } },
  });
  return {
    kind: "connections",
    hits: rows.map(({ id, slug, body }) => ({ id, name: slug, note: body.name })),
  };
}
