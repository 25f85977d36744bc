import { z } from "zod";
import { route } from "@/app/_server/route";
import { currentActor } from "@/app/_server/session";
import { findThings } from "@/lib/statistics/find-things";

export const GET = route({ query: z.object({ q: z.string().trim().max(200) }) }, async ({ query }) =>
  findThings(await currentActor(), query.q),
);
