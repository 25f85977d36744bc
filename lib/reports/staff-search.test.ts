import { expect, test } from "vitest";
import { readSearch } from "@/lib/reports/staff-search";

test.each([
  ["", null],
  ["  ", null],
  ["7029", { kind: "id", id: 7029 }],
  [" #7029 ", { kind: "id", id: 7029 }],
  ["0", { kind: "text", text: "0" }],
  ["9999999999", { kind: "text", text: "9999999999" }],
  ["ref:A-77", { kind: "reference", reference: "A-77" }],
  ["REF: A 77", { kind: "reference", reference: "A 77" }],
  ["ref:", { kind: "text", text: "ref:" }],
  ["<Ines@Mail.example>", { kind: "email", email: "ines@mail.example" }],
  ["<ines>", { kind: "text", text: "<ines>" }],
  ["ines@mail.example", { kind: "text", text: "ines@mail.example" }],
  ["kerb up 7", { kind: "text", text: "kerb up 7" }],
])("%j means %j", (typed, meant) => {
  expect(readSearch(typed)).toEqual(meant);
});
