import { db } from "@/lib/db";
import { cellOf } from "@/lib/geo/cell";

const box = { west: 2.25, south: 54.57, east: 2.35, north: 54.63 };
const slice = 20_000;
const categories = 30;
const bodies = 4;

/**
 * Fills the database up to so many public reports over seven years, as sites are: new ones mostly open and old ones mostly done, busy
 * categories and bodies beside rare ones, a delivery each, pictures for a third, a thousand or so from another system, some updates.
 */
export async function seedPublishedTown(wanted: number): Promise<void> {
  await seedPeers();
  for (let have = await db.report.count(); have < wanted; have += slice) {
    await addReports(have, Math.min(slice, wanted - have), wanted);
  }
  await addRest();
}

async function seedPeers(): Promise<void> {
  await db.$executeRaw`insert into "Category" (name) select 'Kind of problem ' || n from generate_series(0, ${categories - 1}::int) n
    on conflict do nothing`;
  await db.$executeRaw`insert into "Body" (slug, name) select 'open-' || n, 'Council ' || n from generate_series(0, ${bodies - 1}::int) n
    on conflict do nothing`;
  await db.$executeRaw`insert into "Contact" ("bodyId", "categoryId", destination, state, "updatedAt")
    select b.id, c.id, 'S-' || c.id, 'confirmed', now() from "Body" b, "Category" c
    where b.slug like 'open-%' and c.name like 'Kind of problem %' on conflict do nothing`;
}

async function addReports(first: number, count: number, wanted: number): Promise<void> {
  const places = Array.from({ length: count }, (_, index) => {
    const n = first + index;
    // Two irrational strides fill the box evenly, and the same way each time.
    const lat = box.south + (box.north - box.south) * ((n * 0.618034) % 1);
    const lon = box.west + (box.east - box.west) * ((n * 0.754878) % 1);
    return { n, lat, lon, cell: cellOf({ lat, lon }) };
  });
  const of = <Key extends keyof (typeof places)[number]>(key: Key) => places.map((place) => place[key]);
  await db.$executeRaw`
    with kinds as (
      select array_agg(id order by id) as ids from "Category" where name like 'Kind of problem %'
    ), given as (
      select n, lat, lon, cell, now() - (${wanted}::int - n) * (interval '7 years' / ${wanted}::int) as at
      from unnest(${of("n")}::int[], ${of("lat")}::float8[], ${of("lon")}::float8[], ${of("cell")}::bigint[]) as p (n, lat, lon, cell)
    )
    insert into "Report" (visibility, state, "categoryId", title, detail, lat, lon, cell, address, name, "showName", service,
      "createdAt", "confirmedAt", "updatedAt")
    select 'public',
      (case when random() < (case when n > ${wanted}::int * 0.97 then 0.7 else 0.08 end)
        then (array['confirmed', 'investigating', 'in_progress', 'action_scheduled'])[1 + n % 4]
        else (array['fixed_council', 'fixed_user', 'closed', 'unable_to_fix'])[1 + n % 4] end)::"ReportState",
      kinds.ids[1 + floor(${categories}::int * power(random(), 3))::int],
      'Branch across the path ' || n || ' & its <leaves>',
      'A large branch has come down and blocks half of the path. Cyclists swerve into the road. Number ' || n || E'.\n\nIt was there yesterday.',
      lat, lon, cell, n % 200 || ' High Street', 'Ann Resident', n % 3 = 0,
      case when n % 1000 = 0 then 'import' when n % 20 = 0 then 'open311' else 'web' end, at, at, at + random() * interval '30 days'
    from given, kinds order by n`;
}

async function addRest(): Promise<void> {
  await db.$executeRaw`
    with councils as (select array_agg(id order by id) as ids from "Body" where slug like 'open-%')
    insert into "Delivery" ("reportId", "bodyId", method, state, "externalId", attempts, "firstSentAt", "sentAt", "createdAt")
    select r.id, councils.ids[case when r.id % 10000 = 0 then 4 when r.id % 10 = 0 then 3 when r.id % 3 = 0 then 2 else 1 end],
      'email', 'sent', 'REF-' || r.id, 1, r."confirmedAt", r."confirmedAt", r."confirmedAt"
    from "Report" r, councils where not exists (select from "Delivery" d where d."reportId" = r.id)`;
  await db.$executeRaw`
    insert into "Photo" (id, hash, width, height, position, "reportId")
    select gen_random_uuid(), md5(r.id::text) || md5(r.id::text), 1200, 900, 0, r.id from "Report" r
    where r.id % 3 = 0 and not exists (select from "Photo" p where p."reportId" = r.id)`;
  await db.$executeRaw`
    insert into "Update" ("reportId", origin, visibility, text, "newState", "createdAt", "confirmedAt")
    select r.id, (array['staff', 'citizen', 'backend'])[1 + n]::"UpdateOrigin", 'public',
      'We have been there and will come again with a saw on Monday.', null, r."updatedAt", r."updatedAt"
    from "Report" r, generate_series(0, 2) n
    where n <= r.id % 4 - 1 and not exists (select from "Update" u where u."reportId" = r.id)`;
  for (const table of ["Report", "Delivery", "Photo", "Update"]) {
    await db.$executeRawUnsafe(`vacuum analyze "${table}"`);
  }
}
