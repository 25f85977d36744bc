import { z } from "zod";
import { providerName, startProviderSignIn } from "@/app/_server/auth";
import { route } from "@/app/_server/route";
import { safeNext } from "@/lib/auth/safe-next";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";

/** The way to the organisation's provider. A link, as a form may lead nowhere but to this site (next.config.ts). */
export const GET = route({ query: z.object({ next: z.unknown() }) }, async ({ request, query }) => {
  if (providerName() === null) throw notFound(translator("account")("refusal.noProvider"));
  return startProviderSignIn(request, safeNext(query.next));
});
