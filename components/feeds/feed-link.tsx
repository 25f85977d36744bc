import { Icon } from "@/components/ui/icon";
import { type FeedScope, feedPath } from "@/lib/published/feeds/feed-address";

/** A quiet link to a feed, in a page that shows the same. */
export function FeedLink({ scope, children }: { scope: FeedScope; children: string }) {
  return (
    <a
      href={feedPath(scope)}
      type="application/rss+xml"
      className="inline-flex min-h-11 items-center gap-2 print:hidden"
    >
      <Icon name="feed" size={18} />
      {children}
    </a>
  );
}
