import { route } from "@/app/_server/route";
import { answerFeed } from "@/app/rss/[...path]/answer-feed";

/** Every feed; what addresses there are stands in lib/published/feeds/feed-address.ts. */
export const GET = route({}, ({ request }) => answerFeed(request));
