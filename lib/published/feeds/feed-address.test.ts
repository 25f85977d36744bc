import { expect, test } from "vitest";
import {
  type AskedFeed,
  type FeedFilter,
  type FeedScope,
  feedPath,
  parseFeedPath,
} from "@/lib/published/feeds/feed-address";
import { readFeedFilter } from "@/lib/published/feeds/feed-query";

const point = { lat: 54.6, lon: -2.3 };
const around = (km: number) => ({ kind: "around", point, km }) as const;
const working = ["open", "progress"] as const;

test.each<[path: string, scope: AskedFeed["scope"], kinds: AskedFeed["kinds"], format: AskedFeed["format"]]>([
  ["problems", { kind: "all" }, null, "rss"],
  ["problems.atom", { kind: "all" }, null, "atom"],
  ["problems.rss", { kind: "all" }, null, "rss"],
  ["problems/open", { kind: "all" }, working, "rss"],
  ["problems/fixed.atom", { kind: "all" }, ["fixed"], "atom"],
  ["problems/all", { kind: "all" }, [], "rss"],
  ["l/54.6,-2.3", around(2), null, "rss"],
  ["l/54.6,-2.3.atom", around(2), null, "atom"],
  ["l/54.6,-2.3/5", around(5), null, "rss"],
  ["l/54.6,-2.3/0.5.atom", around(0.5), null, "atom"],
  ["l/54.6,-2.3/0.01/closed", around(0.1), ["closed"], "rss"],
  ["l/54.6,-2.3/900", around(50), null, "rss"],
  ["l/54.6/-2.3", around(2), null, "rss"],
  ["l/54.6/-2.3/10/open", around(10), working, "rss"],
  ["pc/AW1 1AA", { kind: "place", words: "AW1 1AA", km: 2 }, null, "rss"],
  ["pc/High+Street/5/fixed", { kind: "place", words: "High Street", km: 5 }, ["fixed"], "rss"],
  ["area/north-ward", { kind: "area", area: "north-ward" }, null, "rss"],
  ["area/Alderwick/North", { kind: "area", area: "North" }, null, "rss"],
  ["area/open", { kind: "area", area: "open" }, null, "rss"],
  ["reports/alderwick", { kind: "body", body: "alderwick", area: null }, null, "rss"],
  [
    "reports/Alderwick+City/north/open",
    { kind: "body", body: "Alderwick City", area: "north" },
    working,
    "rss",
  ],
  ["reports/alderwick.atom", { kind: "body", body: "alderwick", area: null }, null, "atom"],
  ["17", { kind: "report", id: 17 }, null, "rss"],
  ["17.atom", { kind: "report", id: 17 }, null, "atom"],
])("%s is understood", (path, scope, kinds, format) => {
  expect(parseFeedPath(path.split("/"))).toEqual({ scope, kinds, format });
});

test.each([
  ...[
    "",
    "nonsense",
    "problems/open/fixed",
    "problems/9",
    "l",
    "l/54.6",
    "l/95,2",
    "l/54.6,2/x",
    "l/54.6,2/-1",
  ],
  ...["l/54.6,2/1/2", "l/54.6,2/1e3", "pc", "pc/", "area", "area/", "area/a/b/c", "reports", "reports/a/b/c"],
  ...["0", "017", "1.5", "-1", "99999999999", "2147483648", "17/open", "constructor", "problems/constructor"],
])("%j is no feed", (path) => {
  expect(parseFeedPath(path.split("/"))).toBeNull();
});

test("every feed has one path, which leads back to it", () => {
  const scopes: FeedScope[] = [
    { kind: "all" },
    around(0.5),
    { kind: "area", area: "north-ward" },
    { kind: "body", body: "alderwick", area: null },
    { kind: "body", body: "alderwick", area: "north-ward" },
  ];
  const filters: FeedFilter[] = [
    { kinds: [], categoryIds: [] },
    { kinds: working, categoryIds: [3, 7] },
    { kinds: ["fixed", "progress"], categoryIds: [] },
    { kinds: ["closed"], categoryIds: [] },
  ];
  for (const scope of scopes)
    for (const filter of filters)
      for (const format of ["rss", "atom"] as const) {
        const path = feedPath(scope, filter, format);
        const { pathname, searchParams } = new URL(path, "https://site.example");
        const asked = parseFeedPath(pathname.split("/").slice(2));
        expect([path, asked?.scope, asked?.format]).toEqual([path, scope, format]);
        const { kinds, categoryIds } = readFeedFilter(asked?.kinds ?? null, searchParams);
        expect([path, [...kinds].sort(), categoryIds]).toEqual([
          ...[path, [...filter.kinds].sort(), filter.categoryIds],
        ]);
      }
  expect(feedPath({ kind: "report", id: 5 }, filters[1])).toBe("/rss/5");
});

test("the state of the path counts, then FixMyStreet's word, then that of the lists", () => {
  const query = new URLSearchParams("status=closed&state=fixed&category=4");
  expect(readFeedFilter(working, query)).toEqual({ kinds: working, categoryIds: [4] });
  expect(readFeedFilter(null, query)).toEqual({ kinds: ["fixed"], categoryIds: [4] });
  query.set("state", "nonsense");
  expect(readFeedFilter(null, query)).toEqual({ kinds: ["closed"], categoryIds: [4] });
});
