import { addressBehind } from "@/app/_server/client-address";
import { route } from "@/app/_server/route";
import { readBody } from "@/app/api/inbound/read-body";
import { takeResendEvent } from "@/lib/delivery/inbound-mail/take-resend-event";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { type ReadEvent, readResendEvent } from "@/lib/mail/inbound/resend-event";
import { limit } from "@/lib/rate-limit";

/** An event names a mail and holds none of it. */
const maxEventBytes = 1_000_000;

/** Resend's webhook: bounces, complaints and delays of mail that we sent, and mail that came in. 503 = tell it again later. */
export const POST = route({}, async ({ request }) => {
  if (!env.RESEND_WEBHOOK_SECRET) return new Response(null, { status: 404 });
  await limit("inboundMail", addressBehind(request.headers.get("x-forwarded-for"), env.TRUSTED_PROXIES));
  const raw = await readBody(request, maxEventBytes);
  if (!raw) return new Response(null, { status: 413 });
  let read: ReadEvent | null;
  try {
    read = readResendEvent(new TextDecoder().decode(raw), request.headers, env.RESEND_WEBHOOK_SECRET);
  } catch {
    return new Response(null, { status: 401 });
  }
  if (!read) return { taken: [] };
  try {
    return { taken: await takeResendEvent(read.id, read.event) };
  } catch (error) {
    log.error({ err: error }, "a mail event could not be taken");
    return new Response(null, { status: 503, headers: { "Retry-After": "300" } });
  }
});
