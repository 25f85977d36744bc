"use server";

import { formAction } from "@/app/_server/action";
import { clientAddress } from "@/app/_server/client-address";
import { FollowInput, follow, Unfollow, unfollow } from "@/lib/alerts/follow";
import { limit } from "@/lib/rate-limit";
import { reportPath } from "@/lib/urls";

/** Follows a report: at once where somebody is signed in, else by a mailed link. */
export const followReport = formAction({
  schema: FollowInput,
  run: async (actor, input) => {
    // Counted with the links to sign in: nobody's mailbox is to be filled with either.
    await limit("signIn", await clientAddress(), ...(input.email ? [input.email] : []));
    const { following } = await follow(actor, input);
    return following
      ? `${reportPath(input.reportId)}#follow`
      : `/auth/check-email?for=alert&report=${input.reportId}`;
  },
});

/** Ends the signed-in person's mails about a report, on its page. */
export const unfollowReport = formAction({
  schema: Unfollow,
  run: async (actor, input) => {
    await unfollow(actor, input);
    return `${reportPath(input.reportId)}#follow`;
  },
});
