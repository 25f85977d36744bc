import { expect, test } from "vitest";
import { fitsFilter, groupCategories } from "@/components/report/form/category-groups";
import { stopOf } from "@/components/report/form/stop";
import { category, question } from "@/lib/testing/offered";

const danger = question({
  code: "danger",
  datatype: "multivaluelist",
  values: [
    { key: "no", name: "No" },
    { key: "gas", name: "Gas", stops: "Ring the gas line." },
  ],
});

test("an answer that ends the form says why, one of several too", () => {
  const withDanger = category({ questions: [danger] });
  expect(stopOf(withDanger, () => "gas")).toBe("Ring the gas line.");
  expect(stopOf(withDanger, () => ["no", "gas"])).toBe("Ring the gas line.");
  expect(stopOf(withDanger, () => ["no"])).toBeNull();
  expect(stopOf(withDanger, () => "")).toBeNull();
});

test("a notice that ends the form does so without an answer; an ordinary one does not", () => {
  const notice = question({ variable: false, description: "Not here.", stopsForm: true });
  expect(stopOf(category({ questions: [notice] }), () => "")).toBe("Not here.");
  expect(stopOf(category({ questions: [{ ...notice, stopsForm: false }] }), () => "")).toBeNull();
});

test("no category stops nothing", () => {
  expect(stopOf(null, () => "gas")).toBeNull();
});

test("groups and single categories stand mixed by name, Other last, each category once", () => {
  const all = [
    category({ id: 1, name: "Other" }),
    category({ id: 2, name: "Pothole", groups: ["Roads", "Safety"] }),
    category({ id: 3, name: "Kerb", groups: ["Roads"] }),
    category({ id: 4, name: "Noise" }),
    category({ id: 5, name: "Street light" }),
    category({ id: 6, name: "Tree" }),
  ];
  const shown = groupCategories(all).map((group) => [group.name, group.categories.map(({ name }) => name)]);
  expect(shown).toEqual([
    ["", ["Noise"]],
    ["Roads", ["Kerb", "Pothole"]],
    ["", ["Street light", "Tree", "Other"]],
  ]);
});

test.each([
  ["pot-hole", true],
  ["POT HOLE", true],
  ["röads", true],
  ["", true],
  ["tree", false],
])("the filter takes %j loosely", (typed, fits) => {
  expect(fitsFilter(category({ name: "Pothole", groups: ["Roads"] }), typed)).toBe(fits);
});
