import { expect, test } from "vitest";
import { z } from "zod";
import { pageOf, readCursor } from "@/lib/page";

const rows = [1, 2, 3].map((id) => ({ id, at: new Date(`2026-11-0${id}T10:00:00Z`) }));
const parts = z.tuple([z.coerce.date(), z.number()]);

test("a page that is not the last tells where the next one begins", () => {
  const page = pageOf(rows, ({ at, id }) => [at, id], 2);
  expect(page.items).toEqual(rows.slice(0, 2));
  expect(readCursor(page.next ?? "", parts)).toEqual([rows[1]?.at, 2]);
});

test("the last page has no next one", () => {
  expect(pageOf(rows, ({ id }) => [id], 3)).toEqual({ items: rows, next: null });
  expect(pageOf([], () => [], 3)).toEqual({ items: [], next: null });
});

test.each(["x", "bm9wZQ", Buffer.from("[1]").toString("base64url"), "%"])(
  "a cursor that this list did not write is refused: %s",
  (cursor) => {
    expect(() => readCursor(cursor, parts)).toThrow(expect.objectContaining({ code: "invalid" }));
  },
);

test("without a cursor the list begins at its beginning", () => {
  expect(readCursor(undefined, parts)).toBeNull();
  expect(readCursor("", parts)).toBeNull();
});
