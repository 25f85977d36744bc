import { db } from "@/lib/db";

export const dynamic = "force-dynamic";

/** For load balancers and monitors: 200 while the database answers, else 503. */
export async function GET(): Promise<Response> {
  const ok = await db.$queryRaw`select 1`.then(
    () => true,
    () => false,
  );
  return Response.json({ ok }, { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}
