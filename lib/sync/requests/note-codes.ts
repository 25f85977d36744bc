import type { Tx } from "@/lib/db";
import type { ServiceRequest } from "@/lib/open311/documents";
import { codeOf } from "@/lib/sync/requests/codes";

/**
 * Remembers the service codes of these requests, and what the back end calls them, for a person to match. One that was seen within the
 * hour under the same name is left alone. One statement.
 */
export async function noteCodes(
  tx: Tx,
  connectionId: number,
  items: readonly ServiceRequest[],
  now: Date,
): Promise<void> {
  const names = new Map<string, string>();
  for (const item of items) {
    const code = codeOf(item);
    if (code !== "") names.set(code, item.serviceName || (names.get(code) ?? ""));
  }
  if (names.size === 0) return;
  const codes = [...names].map(([code, name]) => ({ code, name }));
  await tx.$executeRaw`
    insert into "ServiceCodeMatch" as m ("connectionId", code, name, "lastSeenAt")
    select ${connectionId}, code, name, ${now} from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as c(code text, name text)
    order by code
    on conflict ("connectionId", code) do update
    set name = coalesce(nullif(excluded.name, ''), m.name), "lastSeenAt" = greatest(m."lastSeenAt", excluded."lastSeenAt")
    where (excluded.name <> '' and m.name <> excluded.name) or m."lastSeenAt" < excluded."lastSeenAt" - interval '1 hour'`;
}
