import { expect, test } from "vitest";
import { clearDraft, readDraft, writeDraft } from "@/components/report/form/form-draft";
import { emptyValues, type FormValues } from "@/components/report/form/form-values";

function memory(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const id = "0d7b1f0e-9b1c-4f5d-8a51-5f6c2f1f3a10";
const values: FormValues = {
  ...emptyValues,
  categoryId: "4",
  answers: { "4.depth": "0", "4.what": ["a", "b"] },
  photos: [{ id, url: `/photo/draft/${id}` }],
  title: "Hole",
  email: "ada@example.org",
  showName: true,
};

test("a draft comes back as it was, photos by their ids", () => {
  const store = memory();
  writeDraft(store, { formKey: "key", values });
  expect(readDraft(store)).toEqual({ formKey: "key", values });
});

test("a draft that was cleared is gone", () => {
  const store = memory();
  writeDraft(store, { formKey: "key", values });
  clearDraft(store);
  expect(readDraft(store)).toBeNull();
});

test("after half a day a draft is nobody's any more", () => {
  const store = memory();
  writeDraft(store, { formKey: "key", values }, 0);
  expect(readDraft(store, 11 * 3_600_000)).not.toBeNull();
  expect(readDraft(store, 13 * 3_600_000)).toBeNull();
});

test.each(["", "nonsense", "null", "[]", '{"at":1}', '{"at":"1","formKey":"k","values":{}}'])(
  "what is no draft is left alone: %s",
  (kept) => {
    const store = memory();
    store.setItem("report-draft", kept);
    expect(readDraft(store, 2)).toBeNull();
  },
);

test("parts of another shape are left out, the rest is kept", () => {
  const store = memory();
  const odd = {
    title: "Hole",
    detail: 7,
    answers: { a: "x", b: 3, c: ["y", 4] },
    photos: "no",
    showName: "yes",
  };
  store.setItem("report-draft", JSON.stringify({ at: 1, formKey: "k", values: odd }));
  expect(readDraft(store, 2)?.values).toEqual({ ...emptyValues, title: "Hole", answers: { a: "x" } });
});

test("a browser that keeps nothing does not break the form", () => {
  const refuse = () => {
    throw new DOMException("no storage here", "SecurityError");
  };
  const store = { getItem: refuse, setItem: refuse, removeItem: refuse };
  writeDraft(store, { formKey: "key", values });
  clearDraft(store);
  expect(readDraft(store)).toBeNull();
});
