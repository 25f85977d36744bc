import { expect, test } from "vitest";
import { addressBehind } from "@/app/_server/client-address";

test.each([
  ["127.0.0.1", 0, "127.0.0.1"],
  ["203.0.113.9", 1, "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
  ["6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["203.0.113.9", 2, "203.0.113.9"],
  ["", 1, "unknown"],
  [null, 0, "unknown"],
])("of %j behind %i proxies counts", (header, proxies, address) => {
  expect(addressBehind(header, proxies)).toBe(address);
});
