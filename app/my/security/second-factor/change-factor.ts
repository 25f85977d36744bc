"use server";

import { z } from "zod";
import { formAction } from "@/app/_server/action";
import { currentSession, proveSession } from "@/app/_server/session";
import { type Actor, userIdOf } from "@/lib/actor";
import { safeNext } from "@/lib/auth/safe-next";
import {
  beginSecondFactor,
  confirmSecondFactor,
  FactorCode,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from "@/lib/auth/second-factor";
import { limit } from "@/lib/rate-limit";

const counted = (actor: Actor) => limit("code", `user-${userIdOf(actor) ?? "nobody"}`);

/** Makes a key to put into an app, and shows it on the page that it was asked from. */
export const beginFactor = formAction({
  schema: z.object({ next: z.unknown().transform((next) => safeNext(next)) }),
  run: async (actor, { next }) => {
    await beginSecondFactor(actor, await currentSession());
    return `/my/security/second-factor${next ? `?next=${encodeURIComponent(next)}` : ""}`;
  },
});

/** Turns the second factor on by a first code, which this session has shown with it; answers the recovery codes. */
export const confirmFactor = formAction({
  schema: FactorCode,
  run: async (actor, input) => {
    await counted(actor);
    const { codes, confirmedAt } = await confirmSecondFactor(actor, input);
    const session = await currentSession();
    if (session) await proveSession(session, { by: "code", at: confirmedAt });
    return { values: { codes } };
  },
});

/** Turns it off, or makes new recovery codes, by which button was pressed. */
export const manageFactor = formAction({
  schema: FactorCode.extend({ what: z.enum(["off", "codes"]) }),
  run: async (actor, { what, code }) => {
    await counted(actor);
    if (what === "codes") return { values: { codes: await renewRecoveryCodes(actor, { code }) } };
    await turnOffSecondFactor(actor, { code });
    return "/my/security?saved=factor-off";
  },
});
