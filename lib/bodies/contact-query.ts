import { z } from "zod";
import type { Scope } from "@/lib/auth/scope";
import { literally, type Prisma } from "@/lib/db";
import { ContactState } from "@/prisma/generated/enums";

const id = z.coerce.number().int().positive().max(2_147_483_647);

export const contactProblems = ["unconfirmed", "bounced", "fault"] as const;
export const contactSorts = ["category", "-category", "changed", "-changed"] as const;

/** What a list of contacts may be asked for, as it stands in an address. What makes no sense is left out. */
export const ContactQuery = z.object({
  body: id.optional().catch(undefined),
  /** In the category's name, the destination or the keywords. */
  q: z.string().trim().max(200).optional().catch(undefined),
  /** Absent = all but the retired ones. */
  state: z.enum(ContactState).optional().catch(undefined),
  group: z.string().max(200).optional().catch(undefined),
  /** `own`: the contact's; `body`: the body's, or none. */
  connection: z.enum(["own", "body"]).optional().catch(undefined),
  /** `fault`: reports cannot go the way that they would. */
  problem: z.enum(contactProblems).optional().catch(undefined),
  sort: z.enum(contactSorts).default("category").catch("category"),
  cursor: z.string().max(1000).optional(),
});
export type ContactQuery = z.output<typeof ContactQuery>;

/** The rows that a query asks for, as far as the actor may see them. A fault is no column: list-contacts.ts looks for it. */
export function contactsWhere(query: ContactQuery, scope: Scope): Prisma.ContactWhereInput {
  const { q, group, problem } = query;
  const like = { contains: literally(q ?? ""), mode: "insensitive" } as const;
  const own = { connectionId: { not: null }, body: { canBeDevolved: true } };
  const all: (Prisma.ContactWhereInput | false | null)[] = [
    scope.bodyId !== null && { bodyId: scope.bodyId },
    scope.categoryIds && { categoryId: { in: [...scope.categoryIds] } },
    query.body !== undefined && { bodyId: query.body },
    { state: query.state ?? { not: "deleted" } },
    !!q && { OR: [{ category: { name: like } }, { destination: like }, { keywords: { has: q } }] },
    !!group && { groups: { has: group } },
    query.connection === "own" && own,
    query.connection === "body" && { NOT: own },
    problem === "unconfirmed" && { state: "unconfirmed" },
    problem === "bounced" && { bouncedAt: { not: null } },
    problem === "fault" && { state: { in: ["unconfirmed", "confirmed", "staff"] } },
  ];
  return { AND: all.filter((one) => !!one) };
}
