import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { addressBehind } from "@/app/_server/client-address";
import { route } from "@/app/_server/route";
import { readBody } from "@/app/api/inbound/read-body";
import { takeRawMail } from "@/lib/delivery/inbound-mail/take-raw";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { limit } from "@/lib/rate-limit";

const Query = z.object({ recipient: z.string().max(320).optional(), sender: z.string().max(320).optional() });

/**
 * Where a mail server hands over mail for our own addresses, as it is (RFC 5322), with the envelope's `recipient` and `sender` in
 * the address. 200 = taken, or nothing to us; 503 = hand it over again later. See docs/operations.md.
 */
export const POST = route({ query: Query }, async ({ request, query }) => {
  if (!env.INBOUND_MAIL_SECRET) return new Response(null, { status: 404 });
  await limit("inboundMail", addressBehind(request.headers.get("x-forwarded-for"), env.TRUSTED_PROXIES));
  if (!isRight(request.headers.get("authorization"), `Bearer ${env.INBOUND_MAIL_SECRET}`)) {
    return new Response(null, { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
  }
  const raw = await readBody(request);
  if (!raw) return new Response(null, { status: 413 });
  try {
    return { taken: await takeRawMail(raw, { from: query.sender ?? null, to: query.recipient ?? null }) };
  } catch (error) {
    log.error({ err: error }, "a mail that came in could not be taken");
    return new Response(null, { status: 503, headers: { "Retry-After": "300" } });
  }
});

/** Compared as digests, so that the time tells neither the secret nor its length. */
function isRight(given: string | null, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given ?? ""), digest(expected));
}
