import { expect, test } from "vitest";
import { isSameOrigin } from "@/app/_server/same-origin";

const site = "https://mendline.test";

test.each([
  ["our own address", { origin: site }, true],
  ["the address it was asked at", { origin: "http://10.0.0.5:3000", host: "10.0.0.5:3000" }, true],
  ["no browser", {}, true],
  ["an old browser's own page", { "sec-fetch-site": "same-origin" }, true],
  ["another site", { origin: "https://evil.example", host: "mendline.test" }, false],
  ["a sub-domain", { origin: "https://x.mendline.test", host: "mendline.test" }, false],
  ["our name at the end of another", { origin: "https://evilmendline.test", host: "mendline.test" }, false],
  ["a sandboxed frame", { origin: "null", host: "mendline.test" }, false],
  ["another site without origin", { "sec-fetch-site": "cross-site" }, false],
])("a post from %s", (_, headers, same) => {
  expect(isSameOrigin(new Headers(headers as Record<string, string>), site)).toBe(same);
});
