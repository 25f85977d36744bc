import { expect, test } from "vitest";
import { NewReport } from "@/lib/reports/new-report";

const posted = {
  point: { lat: "54.6", lon: "2.3" },
  categoryId: "4",
  title: "  A hole\n in the   road ",
  detail: " Deep.\r\n\r\n\r\n\r\nVery\u0000 deep. ",
  answers: { depth: "10\u0000", where: ["left", "right"] },
  email: " Ada@Town.Example ",
  name: "Ada",
  formKey: "0b8f8f5c-5d0b-4ad4-9d3c-7d4f0b0f6c11",
};
const photo = "3c5d4c7a-9a55-4b0e-8f0e-0b1b8a1f1d22";

test("what a form sends becomes a clean report", () => {
  expect(NewReport.parse(posted)).toEqual({
    point: { lat: 54.6, lon: 2.3 },
    categoryId: 4,
    title: "A hole in the road",
    detail: "Deep.\n\nVery deep.",
    answers: { depth: "10", where: ["left", "right"] },
    photoIds: [],
    email: "ada@town.example",
    name: "Ada",
    phone: "",
    showName: false,
    usedMap: false,
    searchedFor: "",
    formKey: posted.formKey,
    language: "en",
  });
});

test.each([
  ["on", true],
  ["1", true],
  ["true", true],
  [true, true],
  ["", false],
  ["0", false],
  ["false", false],
  [undefined, false],
])("a tick that arrives as %j", (sent, ticked) => {
  expect(NewReport.parse({ ...posted, showName: sent }).showName).toBe(ticked);
});

test("one photo is a list of one", () => {
  expect(NewReport.parse({ ...posted, photoIds: photo }).photoIds).toEqual([photo]);
  expect(NewReport.parse({ ...posted, photoIds: "" }).photoIds).toEqual([]);
});

test.each([
  ["no place", { point: undefined }, "point"],
  ["an empty latitude, which is not the equator", { point: { lat: "", lon: "2" } }, "point.lat"],
  ["words for a longitude", { point: { lat: "54", lon: "east" } }, "point.lon"],
  ["beyond the pole", { point: { lat: 91, lon: 2 } }, "point.lat"],
  ["no category", { categoryId: "" }, "categoryId"],
  ["a category that is no number", { categoryId: "1; drop" }, "categoryId"],
  ["blanks for a title", { title: " \n\t " }, "title"],
  ["a long title", { title: "x".repeat(201) }, "title"],
  ["no details", { detail: undefined }, "detail"],
  ["long details", { detail: "x".repeat(4001) }, "detail"],
  ["no name", { name: " " }, "name"],
  ["no address but words", { email: "somebody" }, "email"],
  ["words for a number", { phone: "call me" }, "phone"],
  ["four photos", { photoIds: [photo, photo, photo, photo] }, "photoIds"],
  ["a path for a photo", { photoIds: ["../../etc"] }, "photoIds.0"],
  ["a form without key", { formKey: "" }, "formKey"],
])("refused in words: %s", (_, change, field) => {
  const { error } = NewReport.safeParse({ ...posted, ...change });
  expect(error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  // Our own words, not the library's.
  expect(error?.issues[0]?.message).not.toMatch(/Invalid|expected|Too (big|small)/);
});

test("200 characters of title and 4,000 of detail are fine", () => {
  const long = { ...posted, title: "x".repeat(200), detail: "x".repeat(4000) };
  expect(NewReport.safeParse(long).success).toBe(true);
});
