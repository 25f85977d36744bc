import { expect, test } from "vitest";
import { lastSaid } from "@/lib/reports/last-said";

const at = (minute: number) => new Date(Date.UTC(2026, 4, 12, 9, minute));
const city = { slug: "city", name: "City" };
const county = { slug: "county", name: "County" };

test("each body's newest word counts, whoever said it there; what people say does not", () => {
  const updates = [
    { origin: "automatic", body: city, createdAt: at(1) },
    { origin: "staff", body: county, createdAt: at(30) },
    { origin: "backend", body: city, createdAt: at(20) },
    { origin: "backend", body: county, createdAt: at(10) },
    { origin: "citizen", body: null, createdAt: at(40) },
    { origin: "staff", body: null, createdAt: at(50) },
  ] as const;
  expect(lastSaid(updates)).toEqual([
    { body: "County", at: at(30) },
    { body: "City", at: at(20) },
  ]);
  expect(lastSaid([])).toEqual([]);
});
