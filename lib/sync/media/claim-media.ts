import { db, Prisma } from "@/lib/db";
import { env } from "@/lib/env";
import { maxPhotos } from "@/lib/photos/attach";

/** A picture that is this worker's to fetch, until its lease ends. */
export type MediaClaim = {
  id: number;
  url: string;
  position: number;
  /** This attempt's number. */
  attempts: number;
  createdAt: Date;
  updateId: number | null;
  /** Whose back end spoke of it; null = somebody else's address, who is nobody's back end. */
  connectionId: number | null;
  /** The report that it, or its update, belongs to. */
  reportId: number;
};

/** Longer than a claimed batch takes at its slowest. */
const leaseMs = 15 * 60_000;
const looked = 1_000;

/** Nothing is called while staging, but what came along can be unpacked. */
export const callable = (): Prisma.Sql => (env.STAGING ? Prisma.sql`m.url ilike 'data:%'` : Prisma.sql`true`);

/**
 * Claims pictures that are due: the longest waiting ones, but only some of each host, so that a slow one leaves others their turn.
 * The lease is the row's own date: what nobody finishes is due again when it ends. A fourth picture is not asked for as long as the
 * three before it may come. One statement.
 */
export async function claimMedia({
  now,
  most,
  mostPerHost,
}: {
  now: Date;
  most: number;
  mostPerHost: number;
}): Promise<MediaClaim[]> {
  return db.$queryRaw<MediaClaim[]>`
    with due as (
      select m.id, m."dueAt", substring(left(m.url, 300) from '^https?://([^/?#]*)') as host
      from "MediaFetch" m
      where m.state = 'due' and m."dueAt" <= ${now} and ${callable()} and (m.position < ${maxPhotos} or (
        select count(*) from "MediaFetch" e
        where e."updateId" = m."updateId" and e.position < m.position and e.state <> 'failed'
      ) + (
        select count(*) from "MediaFetch" e
        where e."reportId" = m."reportId" and e.position < m.position and e.state <> 'failed'
      ) < ${maxPhotos})
      order by m."dueAt" limit ${looked}
    ),
    fair as (
      select id from (select *, row_number() over (partition by host order by "dueAt", id) as turn from due) d
      where d.turn <= ${mostPerHost} order by d."dueAt", d.id limit ${most}
    ),
    mine as (
      select m.id from "MediaFetch" m join fair on fair.id = m.id
      where m.state = 'due' and m."dueAt" <= ${now} order by m.id for update of m skip locked
    )
    update "MediaFetch" m set "dueAt" = ${new Date(now.getTime() + leaseMs)}, attempts = m.attempts + 1
    from mine where m.id = mine.id
    returning m.id, m.url, m.position, m.attempts, m."createdAt", m."updateId", m."connectionId",
      coalesce(m."reportId", (select u."reportId" from "Update" u where u.id = m."updateId")) as "reportId"`;
}

/** Gives back a claim that nothing was done with. */
export async function giveBack({ id, attempts }: MediaClaim, dueAt: Date): Promise<void> {
  await db.mediaFetch.updateMany({
    where: { id, attempts, state: "due" },
    data: { attempts: attempts - 1, dueAt },
  });
}

/** Lets a host that does not answer rest: what else is due from there is asked for later. */
export async function restHost(origin: string, now: Date, until: Date): Promise<void> {
  await db.$executeRaw`
    update "MediaFetch" m set "dueAt" = ${until}
    where m.state = 'due' and m."dueAt" <= ${now} and starts_with(m.url, ${`${origin}/`})`;
}
