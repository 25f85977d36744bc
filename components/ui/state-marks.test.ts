import { XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { clusterMarkSvg, stateMarkSvg, stateMarks } from "@/components/ui/state-marks";

test.each(stateMarks)("the %s mark is well-formed SVG, on a page and outside one", (mark) => {
  for (const paint of ["tokens", "figures"] as const) {
    expect(XMLValidator.validate(stateMarkSvg(mark, { paint, mine: true }))).toBe(true);
  }
});

test("a mark drawn outside a page refers to no token of the page", () => {
  for (const mark of stateMarks) expect(stateMarkSvg(mark, { paint: "figures" })).not.toContain("var(");
});

test("the four marks differ in the sign they carry and not only in colour", () => {
  const colourless = stateMarks.map((mark) => stateMarkSvg(mark).replace(/var\([^)]*\)/g, ""));
  expect(new Set(colourless).size).toBe(4);
});

test("the visitor's own report is outlined", () => {
  expect(stateMarkSvg("open", { mine: true }).match(/<path/g)).toHaveLength(4);
  expect(stateMarkSvg("open").match(/<path/g)).toHaveLength(3);
});

test("a cluster gives each state its share of the ring, one after the other", () => {
  const svg = clusterMarkSvg({ open: 1, fixed: 3 }, "4");
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(
    [
      ...svg.matchAll(
        /state-(\w+)\)" stroke-width="7" stroke-dasharray="([\d.]+) 100" stroke-dashoffset="(-?[\d.]+)"/g,
      ),
    ].map((match) => match.slice(1)),
  ).toEqual([
    ["open", "25.00", "0.00"],
    ["fixed", "75.00", "-25.00"],
  ]);
});

test("a cluster's label cannot break out of the drawing", () => {
  const svg = clusterMarkSvg({ open: 1 }, '<img src="x">');
  expect(svg).not.toContain("<img");
  expect(XMLValidator.validate(svg)).toBe(true);
});
