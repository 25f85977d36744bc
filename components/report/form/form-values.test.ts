import { expect, test } from "vitest";
import {
  changeValues,
  emptyValues,
  mergeValues,
  valuesFromFields,
} from "@/components/report/form/form-values";

const id = (n: number) => `0d7b1f0e-9b1c-4f5d-8a51-5f6c2f1f3a1${n}`;

test("a posted form comes back whole", () => {
  const values = valuesFromFields({
    category: "4",
    "answers.depth": "0",
    "answers.what": ["a", "b"],
    photoIds: [id(1), id(2)],
    title: "Hole",
    detail: "Deep",
    email: "ada@example.org",
    name: "Ada",
    phone: "",
    showName: "on",
  });
  expect(values).toEqual({
    categoryId: "4",
    answers: { "4.depth": "0", "4.what": ["a", "b"] },
    photos: [1, 2].map((n) => ({ id: id(n), url: `/photo/draft/${id(n)}` })),
    title: "Hole",
    detail: "Deep",
    email: "ada@example.org",
    name: "Ada",
    phone: "",
    showName: true,
  });
});

test("an id that is none never becomes the address of a picture", () => {
  expect(valuesFromFields({ photoIds: ["../../admin", id(1)] }).photos.map((photo) => photo.id)).toEqual([
    id(1),
  ]);
});

test("what was typed wins over what was kept, and an empty field shows what was kept", () => {
  const kept = { ...emptyValues, title: "Kept", detail: "Kept", answers: { "4.a": "kept", "4.b": "kept" } };
  const typed = { ...emptyValues, title: "Typed", answers: { "4.a": "typed", "4.b": "" } };
  expect(mergeValues(kept, typed)).toMatchObject({
    title: "Typed",
    detail: "Kept",
    answers: { "4.a": "typed", "4.b": "kept" },
  });
});

test("answers are back when the choice of category changes back", () => {
  let values = changeValues(emptyValues, { type: "answer", categoryId: 4, code: "depth", value: "12" });
  values = changeValues(values, { type: "set", field: "categoryId", value: "5" });
  values = changeValues(values, { type: "answer", categoryId: 5, code: "depth", value: "3" });
  expect(values.answers).toEqual({ "4.depth": "12", "5.depth": "3" });
});

test("a photo is added once, at most three are, and one can be removed", () => {
  const photo = (n: number) => ({ id: id(n), url: `/photo/draft/${id(n)}` });
  let values = emptyValues;
  for (const n of [1, 1, 2, 3, 4]) values = changeValues(values, { type: "addPhoto", photo: photo(n) });
  expect(values.photos).toEqual([photo(1), photo(2), photo(3)]);
  expect(changeValues(values, { type: "removePhoto", id: id(2) }).photos).toEqual([photo(1), photo(3)]);
});
