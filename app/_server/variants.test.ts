import { expect, test } from "vitest";
import { variantOf } from "@/app/_server/variants";

test.each([
  ["/", "", "/front/public"],
  ["/", "?_rsc=1a2b", "/front/public"],
  ["/around", "", "/front/public/around"],
  ["/reports", "", "/front/public/reports"],
  ["/reports/alderwick-city-council", "", "/front/public/reports/alderwick-city-council"],
])("%s%s is answered by %s, with and without a session", (pathname, search, path) => {
  for (const session of [true, false])
    expect(variantOf(pathname, search, session)).toEqual({ kind: "rewrite", path });
});

test("a report is answered by its live twin for who has a session, and else as it is", () => {
  expect(variantOf("/report/12", "", true)).toEqual({ kind: "rewrite", path: "/live/report/12" });
  expect(variantOf("/report/12", "?confirmed=1", true)).toEqual({ kind: "rewrite", path: "/live/report/12" });
  expect(variantOf("/report/12", "", false)).toEqual({ kind: "as it is" });
});

test("right after confirming a report is shown live, session or not", () => {
  const live = { kind: "rewrite", path: "/live/report/12" };
  for (const session of [true, false])
    for (const search of ["?confirmed=1", "?said=7"])
      expect(variantOf("/report/12", search, session)).toEqual(live);
});

test.each(["/report/012", "/report/0", "/report/12x", "/report/new"])("%s has no live twin", (pathname) => {
  expect(variantOf(pathname, "", true)).toEqual({ kind: "as it is" });
});

test("who may see no more than everybody is led to what everybody sees", () => {
  for (const search of ["?everybody", "?confirmed=1&everybody"])
    expect(variantOf("/report/12", search, true)).toEqual({ kind: "as it is" });
});

test.each([
  ["/around", "?q=mill"],
  ["/reports/x", "?status=open"],
  ["/report/new", ""],
  ["/my", ""],
])("%s%s is answered as it is, with and without a session", (pathname, search) => {
  for (const session of [true, false])
    expect(variantOf(pathname, search, session)).toEqual({ kind: "as it is" });
});

test("where a taken-down report is spoken of, the answer is 'gone'", () => {
  expect(variantOf("/report/12/gone", "", false)).toEqual({ kind: "gone" });
});

test.each(["/front", "/front/public", "/front/public/around", "/live", "/live/report/12"])(
  "%s is nobody's address",
  (pathname) => {
    for (const session of [true, false])
      expect(variantOf(pathname, "", session)).toEqual({ kind: "unknown" });
  },
);

test("the older name of the Open311 server is understood", () => {
  for (const [pathname, path] of [
    ["/open311.cgi", "/open311"],
    ["/open311.cgi/v2/requests.xml", "/open311/v2/requests.xml"],
  ] as const)
    expect(variantOf(pathname, "?api_key=x", false)).toEqual({ kind: "rewrite", path });
  expect(variantOf("/open311.cgix", "", false)).toEqual({ kind: "as it is" });
});
