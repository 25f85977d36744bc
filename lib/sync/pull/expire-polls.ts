import { db } from "@/lib/db";

const day = 86_400_000;
/** A quarter of an hour's look that found nothing is of no interest for long. */
const emptyDays = 30;
const anyDays = 365;
/** So many at once, that no statement takes long. */
const batch = 5_000;

/** Deletes polls that nobody needs any more: those that brought nothing after a month, all others after a year. */
export async function expirePolls(now: Date): Promise<number> {
  const empty = new Date(now.getTime() - emptyDays * day);
  const any = new Date(now.getTime() - anyDays * day);
  let deleted = 0;
  for (let last = batch; last === batch; deleted += last) {
    last = await db.$executeRaw`
      delete from "Poll" where id in (
        select id from "Poll"
        where "startedAt" < ${empty} and state <> 'waiting'
          and ("startedAt" < ${any} or (state = 'done'
            and coalesce((counts ->> 'created')::int, 0) = 0 and coalesce((counts ->> 'dead')::int, 0) = 0
            and coalesce((counts ->> 'updated')::int, 0) = 0 and coalesce((counts ->> 'retired')::int, 0) = 0
            and coalesce((counts ->> 'held')::int, 0) = 0))
        order by "startedAt" limit ${batch})`;
  }
  return deleted;
}
