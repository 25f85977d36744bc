import { expect, test } from "vitest";
import { NotUnderstood, readCommand } from "@/jobs/history/command";

const now = new Date("2026-05-12T12:00:00Z");
const read = (line: string) => readCommand(line.split(" ").filter(Boolean), now);

test("each command of histories is understood, and writes only when told to", () => {
  expect(read("updates u.xml --connection 3 --no-alerts")).toEqual({
    ...{ name: "updates", file: "u.xml", connectionId: 3, apply: false, again: false, now },
    window: { start: new Date("2010-01-01T00:00:00Z"), end: now },
  });
  expect(read("requests r.csv --connection 3 --apply --from 2019-04-01 --to 2020-04-01")).toMatchObject({
    ...{ name: "requests", apply: true },
    window: { start: new Date("2019-04-01T00:00:00Z"), end: new Date("2020-04-01T00:00:00Z") },
  });
  expect(read("requests r.csv --connection 3")).toMatchObject({ window: { start: new Date(0) } });
  expect(read("walk --connection 3 --again")).toEqual({
    ...{ name: "walk", connectionId: 3, apply: false, again: true, now },
    from: new Date("2024-05-12T12:00:00Z"),
  });
  expect(read("undo 12 --apply")).toEqual({ name: "undo", runId: 12, apply: true, now });
  expect([read("--help"), read("undo --help")]).toEqual([{ name: "help" }, { name: "help" }]);
});

test.each([
  ["", "Of what?"],
  ["alerts f --connection 3", "There is no history of “alerts”"],
  ["requests --connection 3", "Which file?"],
  ["requests a b --connection 3", "One at a time"],
  ["requests a", "Which connection? Give its number"],
  ["requests a --connection alderwick", "Which connection? Give its number"],
  ["requests a --connection 3 --from soon", "--from takes a date such as 2019-04-01"],
  ["requests a --connection 3 --from 2020-01-01 --to 2019-01-01", "--from is after --to"],
  ["walk f --connection 3", "A walk reads no file"],
  ["undo", "Which run? Give its number"],
])("“%s” is not understood: %s", (line, words) => {
  expect(() => read(line)).toThrow(new NotUnderstood(words));
});
