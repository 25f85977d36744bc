/** The newest $1 requests as PostgreSQL writes them by itself: one JSON array with the fields of our answer. */
export const rowsAsJson = `
  with page as materialized (
    select id, "confirmedAt" as at from "Report" where visibility = 'public' and "confirmedAt" is not null
    order by "confirmedAt" desc, id desc limit $1)
  select json_agg(json_build_object(
    'service_request_id', r.id::text,
    'status', case when r.state in ('confirmed', 'for_triage', 'investigating', 'in_progress', 'planned', 'action_scheduled')
      then 'open' else 'closed' end,
    'status_notes', (select u.text from "Update" u where u."reportId" = r.id and u.visibility = 'public'
      and u.origin in ('staff', 'backend') and u.text <> '' order by u."createdAt" desc, u.id desc limit 1),
    'service_name', c.name, 'service_code', c.id::text, 'description', r.title || E'\\n\\n' || r.detail,
    'agency_responsible', (select string_agg(b.name, ', ' order by b.name) from "Delivery" d join "Body" b on b.id = d."bodyId"
      where d."reportId" = r.id and (d.state <> 'skipped' or d."firstSentAt" is not null)),
    'service_notice', null, 'requested_datetime', r."confirmedAt", 'updated_datetime', r."updatedAt",
    'expected_datetime', null, 'address', r.address, 'address_id', null, 'zipcode', null, 'lat', r.lat, 'long', r.lon,
    'media_url', (select 'http://127.0.0.1:3000/photo/' || r.id || '.' || p.position || '.full.jpeg?' || left(p.hash, 8)
      from "Photo" p where p."reportId" = r.id order by p.position, p.id limit 1)
    ) order by page.at desc, page.id desc)::text
  from page join "Report" r on r.id = page.id join "Category" c on c.id = r."categoryId"`;
