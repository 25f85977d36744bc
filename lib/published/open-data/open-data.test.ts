import "@/lib/testing/database";
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { DomainError } from "@/lib/errors";
import { parseInput } from "@/lib/forms";
import { csvOf } from "@/lib/published/open-data/csv";
import { DownloadQuery, downloadFilter } from "@/lib/published/open-data/download-query";
import { geoJsonOf } from "@/lib/published/open-data/geojson";
import { openFields } from "@/lib/published/open-data/open-report";
import { streamPublished } from "@/lib/published/reports/list-published";
import { makeBody, makeCategory, makeDelivery, makeReport, makeUpdate } from "@/lib/testing/factories";
import openData from "@/messages/en/open-data.json";
import type { Visibility } from "@/prisma/generated/enums";

const filterOf = (query: unknown, bodyId: number | null = null) =>
  downloadFilter(parseInput(DownloadQuery, query, "?"), bodyId);

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** What the two files say, row by row; batches of two, so that a file has several. */
async function read(query: object, bodyId: number | null = null) {
  const filter = filterOf(query, bodyId);
  const csv = await textOf(csvOf(streamPublished(filter, { batch: 2 })));
  const json = await textOf(geoJsonOf(streamPublished(filter, { batch: 2 })));
  const rows = parse<Record<string, string>>(csv, { bom: true, columns: true, record_delimiter: "\r\n" });
  return { csv, rows, geojson: JSON.parse(json) };
}

test("a report stands in both files with all that is public of it, and nothing else", async () => {
  const category = await makeCategory({ name: "Potholes & kerbs" });
  const body = await makeBody({ name: "Alder, Council" });
  const report = await makeReport({
    ...{ categoryId: category.id, lat: 54.6, lon: -0.25, state: "investigating", address: "1 Mill Lane" },
    ...{ title: 'A "deep" hole, here', detail: "Two lines\nand ümläuts." },
    ...{ name: "Ann Secret", showName: true, confirmedAt: new Date("2026-03-01T10:00:00Z") },
  });
  await makeDelivery({
    ...{ reportId: report.id, bodyId: body.id, state: "sent", externalId: "REF-1" },
    sentAt: new Date("2026-03-01T10:05:00Z"),
  });
  await makeUpdate({ reportId: report.id, origin: "staff", text: "A crew is on its way.", bodyId: body.id });
  const { csv, rows, geojson } = await read({ category: String(category.id) });
  expect(csv.startsWith("\uFEFFid,url,title,")).toBe(true);
  expect(csv, "a line end inside a cell is quoted").toContain('"Two lines\nand');
  expect(rows).toEqual([
    {
      id: String(report.id),
      url: `https://mendline.test/report/${report.id}`,
      title: 'A "deep" hole, here',
      detail: "Two lines\nand ümläuts.",
      category: "Potholes & kerbs",
      category_id: String(category.id),
      status: "progress",
      state: "investigating",
      published_at: "2026-03-01T10:00:00.000Z",
      updated_at: report.updatedAt.toISOString(),
      latitude: "54.6",
      longitude: "-0.25",
      address: "1 Mill Lane",
      bodies: "Alder, Council",
      sent_at: "2026-03-01T10:05:00.000Z",
      references: "REF-1",
      latest_answer: "A crew is on its way.",
      photos: "",
      updates: "1",
      source: "web",
    },
  ]);
  expect(geojson).toMatchObject({
    type: "FeatureCollection",
    license: { name: "Open Government Licence v3.0", url: expect.stringMatching(/^https:/) },
    attribution: expect.stringContaining("https://mendline.test"),
  });
  const [{ properties, ...feature }] = geojson.features;
  expect(feature).toEqual({
    type: "Feature",
    id: report.id,
    geometry: { type: "Point", coordinates: [-0.25, 54.6] },
  });
  expect(properties).toMatchObject({ id: report.id, bodies: ["Alder, Council"], photos: [], updates: 1 });
  expect(csv + JSON.stringify(geojson)).not.toContain("Ann Secret");
});

test("cells that a spreadsheet would run are led by an apostrophe, in every column of text", async () => {
  const formula = '=HYPERLINK("http://evil.example";"x")';
  const category = await makeCategory({ name: "+1 category" });
  const report = await makeReport({ categoryId: category.id, title: formula, detail: "-2+3", address: "@x" });
  const body = await makeBody({ name: "=Body" });
  await makeDelivery({ reportId: report.id, bodyId: body.id });
  const [row] = (await read({ category: String(category.id) })).rows;
  expect(row).toMatchObject({
    title: `'${formula}`,
    detail: "'-2+3",
    address: "'@x",
    category: "'+1 category",
    bodies: "'=Body",
  });
});

test("what is private, hidden or not confirmed is in no file", async () => {
  const category = await makeCategory();
  const hidden: Visibility[] = ["private", "hidden", "unconfirmed"];
  for (const visibility of hidden) await makeReport({ categoryId: category.id, visibility });
  const { rows, geojson } = await read({ category: [String(category.id)] });
  expect(rows).toEqual([]);
  expect(geojson.features).toEqual([]);
});

test("state, days on the site's clock and body narrow a file; several batches lose and double nothing", async () => {
  const category = await makeCategory();
  const body = await makeBody();
  const made = async (confirmedAt: string, state: "confirmed" | "closed") =>
    (await makeReport({ categoryId: category.id, confirmedAt: new Date(confirmedAt), state })).id;
  // British summer time: the day begins at 23:00 UTC.
  const before = await made("2026-06-30T22:59:59Z", "confirmed");
  const first = await made("2026-06-30T23:00:00Z", "confirmed");
  const closed = await made("2026-07-01T12:00:00Z", "closed");
  const last = await made("2026-07-02T22:59:59Z", "confirmed");
  const after = await made("2026-07-02T23:00:00Z", "confirmed");
  await makeDelivery({ reportId: closed, bodyId: body.id });
  const ids = async (query: object, bodyId?: number) => {
    const { rows, geojson } = await read({ category: String(category.id), ...query }, bodyId ?? null);
    const listed = rows.map(({ id }) => Number(id));
    expect(geojson.features.map(({ id }: { id: number }) => id)).toEqual(listed);
    return listed;
  };
  expect(await ids({})).toEqual([after, last, closed, first, before]);
  expect(await ids({ from: "2026-07-01", to: "2026-07-02" })).toEqual([last, closed, first]);
  expect(await ids({ status: "open", from: "2026-07-01", to: "" })).toEqual([after, last, first]);
  expect(await ids({ status: ["closed", "fixed"] })).toEqual([closed]);
  expect(await ids({}, body.id)).toEqual([closed]);
  expect(await ids({ status: "progress" })).toEqual([]);
});

test.each([
  [{ status: "opne" }, "status"],
  [{ category: "potholes" }, "category"],
  [{ category: "1,-2" }, "category"],
  [{ from: "01/07/2026" }, "from"],
  [{ to: "2026-02-30" }, "to"],
])(
  "a mistyped filter %j is refused and named: more than was asked for would go unnoticed",
  (query, field) => {
    const refused = (() => {
      try {
        filterOf(query);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({ code: "invalid", fields: { [field]: expect.stringMatching(/\.$/) } });
  },
);

test("every field of a file is explained on the page and in the docs, and no other", () => {
  expect(Object.keys(openData.fields.of)).toEqual([...openFields]);
  const table = readFileSync("docs/open-data.md", "utf8").split("### Fields")[1]?.split("\n##")[0] ?? "";
  const named = [...table.matchAll(/^\| (`[a-z_`, ]+) \|/gm)].flatMap(([, names = ""]) => names.split(", "));
  expect(named).toEqual(openFields.map((name) => `\`${name}\``));
});
