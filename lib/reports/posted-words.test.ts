import { expect, test } from "vitest";
import { wordsOf } from "@/lib/reports/posted-words";

const page = "https://other.example/report/7";

test.each<[string, string, string, [string, string, string | null]]>([
  ["nothing", "", "", ["", "", null]],
  ["a title alone", "", "Lamp out", ["Lamp out", "Lamp out", null]],
  ["both", "It flickers.", "Lamp out", ["Lamp out", "It flickers.", null]],
  ["a line", "Lamp out", "", ["Lamp out", "Lamp out", null]],
  [
    "two sentences",
    "The lamp is out. Since May.",
    "",
    ["The lamp is out", "The lamp is out. Since May.", null],
  ],
  [
    "an abbreviation early on",
    "In St. John St. it is dark",
    "",
    ["In St. John St. it is dark", "In St. John St. it is dark", null],
  ],
  ["several lines", "Lamp out\nSince May", "", ["Lamp out", "Lamp out\nSince May", null]],
  ["two paragraphs", "Lamp out\n\nSince May", "", ["Lamp out", "Since May", null]],
  [
    "title, detail and page as we send them",
    `Lamp out\n\nSince May\n\nOr June\n\n${page}`,
    "",
    ["Lamp out", "Since May\n\nOr June", page],
  ],
  [
    "the same with a title by itself",
    `Lamp out\n\nSince May\n\n${page}`,
    "Lamp out",
    ["Lamp out", "Since May", page],
  ],
  ["detail and page", `Since May\n\n${page}`, "Lamp out", ["Lamp out", "Since May", page]],
  [
    "another page at the end",
    "Lamp out\n\nhttps://pictures.example/7",
    "",
    ["Lamp out", "https://pictures.example/7", null],
  ],
  [
    "labelled parts",
    `title: Lamp out\n\ndetail: Since May\n\nOr June\n\nurl: ${page}\n\nSubmitted via FixMyStreet`,
    "",
    ["Lamp out", "Since May\n\nOr June", page],
  ],
])("of %s", (_, description, given, [title, detail, url]) => {
  expect(wordsOf(description, given)).toEqual({ title, detail, url });
});

test("a long sentence is cut between two words, and stays whole in the detail", () => {
  const text = `The lamp ${"really ".repeat(20)}does not burn`;
  const { title, detail } = wordsOf(text, "");
  expect(title).toMatch(/^The lamp (really )+really…$/);
  expect(title.length).toBeLessThanOrEqual(101);
  expect(detail).toBe(text);
});
