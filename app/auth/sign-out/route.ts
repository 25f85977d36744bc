import { route } from "@/app/_server/route";
import { endSession } from "@/app/_server/session";

/** Ends this browser's session; a plain form posts here, from any page. */
export const POST = route({}, async () => {
  await endSession();
  // By a path and not by an address: behind a proxy we may not know how we are called. 303 turns the post into a get.
  return new Response(null, { status: 303, headers: { Location: "/" } });
});
