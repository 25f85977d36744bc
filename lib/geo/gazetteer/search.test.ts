import { beforeAll, expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import { type GazetteerRow, importGazetteer } from "@/lib/geo/gazetteer/import";
import { nearestEntry } from "@/lib/geo/gazetteer/nearest";
import { matching, searchGazetteer } from "@/lib/geo/gazetteer/search";

let last = 0;
const row = (name: string, kind = "street", at = { lat: 54.6 + ++last / 1e4, lon: 2.3 }): GazetteerRow => ({
  name,
  kind,
  ...at,
});

beforeAll(async () => {
  await importGazetteer([
    row("High Street"),
    row("High Street North"),
    row("Old High Street"),
    row("Hill Street"),
    row("Mill Lane, Harbour"),
    row("Mill Lane, Millfield"),
    row("St. Osyth’s Close"),
    row("Señor-Müller-Straße"),
    row("Alderwick", "town"),
    row("AW1 2AB", "postcode"),
    row("AW1 2AC", "postcode"),
    row("AW12", "place"),
    ...Array.from({ length: 12 }, (_, n) => row(`Quarry Road ${n + 1}`)),
    row("100% Road"),
  ]);
});

const names = async (text: string) => (await searchGazetteer(text)).map(({ name }) => name);

test.each<[string, string[]]>([
  ["High Street", ["High Street", "High Street North", "Old High Street"]],
  ["  hIGH   street ", ["High Street", "High Street North", "Old High Street"]],
  ["high", ["High Street", "High Street North", "Old High Street"]],
  ["Mill Lane", ["Mill Lane, Harbour", "Mill Lane, Millfield"]],
  ["mill lane millfield", ["Mill Lane, Millfield"]],
  ["st osyths close", ["St. Osyth’s Close"]],
  ["St Osyth's Close, Alderwick", ["St. Osyth’s Close"]],
  ["senor muller strasse", ["Señor-Müller-Straße"]],
  ["aw12ab", ["AW1 2AB"]],
  ["AW1 2AB", ["AW1 2AB"]],
  ["aw1 2a", ["AW1 2AB", "AW1 2AC"]],
  ["Alderwick", ["Alderwick"]],
  ["", []],
  ["%", []],
  ["___", []],
  ['\'; drop table "GazetteerEntry"; --', []],
  ["Nowhere at all", []],
])("%j finds %j", async (text, expected) => {
  expect(await names(text)).toEqual(expected);
});

test("a percent sign is no wildcard", async () => {
  expect(await names("100%")).toEqual(["100% Road"]);
  expect(await names("q%d")).toEqual([]);
});

test("a typing error still finds the street", async () => {
  expect((await names("Mil Lane"))[0]).toMatch(/^Mill Lane/);
  expect((await names("Senor Muler Strase"))[0]).toBe("Señor-Müller-Straße");
});

test("a house number too many still finds the street", async () => {
  expect((await names("12 Hill Street"))[0]).toBe("Hill Street");
});

test("a street with the town after it is found before the town", async () => {
  expect((await names("Hill Street Alderwick"))[0]).toBe("Hill Street");
});

test("at most ten places are offered", async () => {
  expect(await names("Quarry")).toHaveLength(10);
});

test("the nearest street names a pin, a postcode never does, far away nothing does", async () => {
  const at = { lat: 54.7, lon: 2.4 };
  await importGazetteer([
    row("Quay Street", "street", { lat: 54.7009, lon: 2.4 }),
    row("Customs House", "place", { lat: 54.7001, lon: 2.4 }),
    row("AW9 9ZZ", "postcode", at),
  ]);
  expect(await nearestEntry(at)).toBe("Quay Street");
  expect(await nearestEntry({ lat: 54.698, lon: 2.4 })).toBe("Customs House");
  expect(await nearestEntry({ lat: 54.75, lon: 2.4 })).toBeNull();
});

test("every branch of the search uses the trigram index with 50,000 entries", async () => {
  await db.$executeRaw`
    insert into "GazetteerEntry" (name, searched, lat, lon, kind)
    select initcap(word), word, 50 + n / 1e5, 3, 'street'
    from (select n, md5(n::text) || ' ' || (array['street','road','lane'])[1 + n % 3] as word
      from generate_series(1, 50000) n) made`;
  await db.$executeRaw`vacuum analyze "GazetteerEntry"`;
  for (const text of ["High Street", "mil lane", "AW1 2AB", "old mill r"]) {
    const query = matching(text);
    const plan = await db.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
      `explain ${query.text}`,
      ...query.values,
    );
    const lines = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(lines, text).toContain("GazetteerEntry_searched_idx");
    expect(lines, text).not.toContain("Seq Scan");
  }
  expect((await names("High Street"))[0]).toBe("High Street");
  // A word that a third of them have: each branch ends after its first 500.
  expect(await names("street")).toHaveLength(10);
});
