import { db } from "@/lib/db";
import { kindOf, type StateKind, stateKinds } from "@/lib/reports/states";
import type { ReportState } from "@/prisma/generated/enums";

export type BodyCounts = { slug: string; name: string; total: number } & Record<StateKind, number>;

/** Every body that takes reports, or has any, with how many public ones it got by kind of state; by name. One grouped query. */
export async function bodyCounts(): Promise<BodyCounts[]> {
  const rows = await db.$queryRaw<{ slug: string; name: string; state: ReportState | null; count: number }[]>`
    select b.slug, b.name, r.state, count(r.id)::int as count
    from "Body" b
      left join "Delivery" d on d."bodyId" = b.id
      left join "Report" r on r.id = d."reportId" and r.visibility = 'public'
    group by b.id, r.state
    having b."deletedAt" is null or count(r.id) > 0
    order by b.name, b.slug`;
  const bodies = new Map<string, BodyCounts>();
  for (const { slug, name, state, count } of rows) {
    const body = bodies.get(slug) ?? { slug, name, total: 0, ...none() };
    if (state) {
      body[kindOf(state)] += count;
      body.total += count;
    }
    bodies.set(slug, body);
  }
  return [...bodies.values()];
}

const none = () => Object.fromEntries(stateKinds.map((kind) => [kind, 0])) as Record<StateKind, number>;
