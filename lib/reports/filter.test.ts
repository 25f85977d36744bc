import { expect, test } from "vitest";
import { cursorText, filterParams, isNarrow, noFilter, parseCursor, parseFilter } from "@/lib/reports/filter";

test.each([
  ["", ""],
  ["status=open", "status=open"],
  ["status=fixed,open", "status=open%2Cfixed"],
  ["status=fixed&status=open", "status=open%2Cfixed"],
  ["status=open,progress,fixed,closed", ""],
  ["status=hidden,open", "status=open"],
  ["status=hidden", ""],
  ["category=9,3,3", "category=3%2C9"],
  ["category=x,0,-4,2147483648,1e3,7", "category=7%2C1000"],
  ["sort=oldest", "sort=oldest"],
  ["sort=newest", ""],
  ["sort=votes", ""],
  ["status=closed&category=2&sort=updated&cursor=5-6&lat=54", "status=closed&category=2&sort=updated"],
])("%s is understood as %s", (given, canonical) => {
  expect(filterParams(parseFilter(new URLSearchParams(given))).toString()).toBe(canonical);
});

test("Next's search parameters are read like those of a URL", () => {
  expect(parseFilter({ status: ["open", "fixed"], category: "4", sort: undefined })).toEqual({
    kinds: ["open", "fixed"],
    categoryIds: [4],
    sort: "newest",
  });
});

test("a filter names at most fifty categories, so that no link grows a query without end", () => {
  const ids = Array.from({ length: 200 }, (_, index) => index + 1).join(",");
  expect(parseFilter({ category: ids }).categoryIds).toHaveLength(50);
});

test("the order alone leaves nothing out", () => {
  expect(isNarrow({ ...noFilter, sort: "oldest" })).toBe(false);
  expect(isNarrow({ ...noFilter, kinds: ["open"] })).toBe(true);
});

test("a cursor survives the way through a link", () => {
  const cursor = { at: 1_790_000_000_123, id: 42 };
  expect(parseCursor(cursorText(cursor))).toEqual(cursor);
});

test.each([
  null,
  undefined,
  "",
  "x",
  "12",
  "12-",
  "-3",
  "1-0",
  "1-99999999999",
  "1-2-3",
  "1.5-2",
  "1-2 or 1=1",
])("%j is no cursor", (text) => {
  expect(parseCursor(text)).toBeNull();
});
