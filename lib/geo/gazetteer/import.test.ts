import { Readable } from "node:stream";
import { beforeEach, expect, test } from "vitest";
import "@/lib/testing/database";
import { db } from "@/lib/db";
import { type ImportCounts, importGazetteer } from "@/lib/geo/gazetteer/import";
import { type BadRow, NotAGazetteer, readGazetteerCsv } from "@/lib/geo/gazetteer/read-csv";

beforeEach(() => db.gazetteerEntry.deleteMany());

async function load(csv: string | Buffer) {
  const bad: BadRow[] = [];
  const rows = readGazetteerCsv(Readable.from([Buffer.from(csv)]), (row) => bad.push(row));
  return { counts: await importGazetteer(rows), bad };
}

test("good rows are added, bad ones are told by line and reason, and the import goes on", async () => {
  const { counts, bad } = await load(
    [
      "\ufeffName,lat,lon,kind,note",
      '"Mill Lane, Harbour",54.6,2.3,Street,x',
      "No Latitude,,2.3,street,x",
      "Too Far North,91,2.3,street,x",
      "Hex,0x10,2.3,street,x",
      "",
      ",54.6,2.3,street,x",
      "Too Few,54.6,2.3",
      "Odd Kind,54.6,2.3,!?,x",
      " Quay Street , 54.61 ,2.31, street ,x",
    ].join("\r\n"),
  );
  expect(counts).toEqual({ read: 2, added: 2, known: 0 });
  expect(bad).toEqual([
    { line: 3, reason: "lat must be a number of degrees such as 54.6" },
    { line: 4, reason: "lat must lie between -90 and 90" },
    { line: 5, reason: "lat must be a number of degrees such as 54.6" },
    { line: 7, reason: "name has no letter or digit" },
    { line: 8, reason: "has 3 columns instead of 5" },
    { line: 9, reason: "kind must be a word such as street, place or postcode" },
  ]);
  expect(await db.gazetteerEntry.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { name: "Mill Lane, Harbour", searched: "mill lane harbour", lat: 54.6, lon: 2.3, kind: "street" },
    { name: "Quay Street", searched: "quay street", lat: 54.61, lon: 2.31, kind: "street" },
  ]);
});

test("a file imported again adds nothing", async () => {
  const csv = "name,lat,lon,kind\nMill Lane,54.6,2.3,street\nMill Lane,54.7,2.3,street\n";
  expect((await load(csv)).counts).toEqual({ read: 2, added: 2, known: 0 });
  expect((await load(csv)).counts).toEqual({ read: 2, added: 0, known: 2 });
});

test("text that is not UTF-8 is told, not stored broken", async () => {
  const csv = Buffer.from(
    "name,lat,lon,kind\nCaf\u00e9 Row,54.6,2.3,street\nMill Lane,54.6,2.3,street\n",
    "latin1",
  );
  const { counts, bad } = await load(csv);
  expect(counts.added).toBe(1);
  expect(bad).toEqual([{ line: 2, reason: "name is not UTF-8 text" }]);
});

test.each([
  ["an empty file", "", "The file is empty."],
  ["other columns", "street,latitude\nMill Lane,54.6\n", "lacks name, lat, lon, kind"],
  ["semicolons", "name;lat;lon;kind\nMill Lane;54.6;2.3;street\n", "separated by commas"],
  ["a quote that never ends", 'name,lat,lon,kind\n"Mill Lane,54.6,2.3,street\n', "not readable as CSV"],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), "must name the columns"],
])("%s is refused with a reason", async (_, csv, reason) => {
  const refused = load(csv);
  await expect(refused).rejects.toThrow(NotAGazetteer);
  await expect(refused).rejects.toThrow(reason);
});

test("a file that cannot be read ends the import", async () => {
  const file = new Readable({
    read() {
      this.destroy(new Error("disk on fire"));
    },
  });
  await expect(importGazetteer(readGazetteerCsv(file, () => {}))).rejects.toThrow("disk on fire");
});

test("progress is told after each thousand rows", async () => {
  const told: ImportCounts[] = [];
  const rows = Array.from({ length: 2500 }, (_, n) => ({
    name: `Road ${n}`,
    lat: 54,
    lon: 2,
    kind: "street",
  }));
  await importGazetteer(rows, (counts) => told.push(counts));
  expect(told.map(({ read }) => read)).toEqual([1000, 2000, 2500]);
});
