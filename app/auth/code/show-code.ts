"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { currentSession, landing, proveSession } from "@/app/_server/session";
import { standingOf } from "@/lib/auth/current-user";
import { safeNext } from "@/lib/auth/safe-next";
import { FactorCode, proveSecondFactor } from "@/lib/auth/second-factor";
import { limit } from "@/lib/rate-limit";

/** Takes the code after signing in; the session is somebody's from then on. */
export const showCode = formAction({
  schema: FactorCode.extend({ next: z.unknown().transform((next) => safeNext(next)) }),
  run: async (_actor, input) => {
    const session = await currentSession();
    // Ended in the meantime, or shown in another tab: the sign-in page knows what now.
    if (!session || (await standingOf(session)).lacks !== "code") return "/auth";
    await limit("code", `user-${session.userId}`);
    const now = new Date();
    await proveSecondFactor(session.userId, input, now);
    const proven = await proveSession(session, { by: "code", at: now });
    return landing(await standingOf(proven), input.next);
  },
});
