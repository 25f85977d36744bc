import { expect, test } from "vitest";
import { slugOf } from "@/components/admin/slug-of";

test.each([
  ["Alderwick City Council", "alderwick-city-council"],
  ["  Château-d’Œx (Süd) ", "chateau-d-x-sud"],
  ["郡", ""],
  [`${"a".repeat(99)} b`, "a".repeat(99)],
])("%j is proposed as %j", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});
