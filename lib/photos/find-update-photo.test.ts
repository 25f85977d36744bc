import { expect, test } from "vitest";
import "@/lib/testing/database";
import { type Actor, anonymous } from "@/lib/actor";
import { db } from "@/lib/db";
import { findUpdatePhoto } from "@/lib/photos/find-update-photo";
import { makeReport } from "@/lib/testing/factories";
import type { Visibility } from "@/prisma/generated/enums";

async function pictured(report: Visibility, update: Visibility) {
  const { id: reportId, reporterId } = await makeReport({ visibility: report });
  const { id } = await db.update.create({
    data: { reportId, origin: "backend", visibility: update, text: "Done", confirmedAt: new Date() },
  });
  await db.photo.create({
    data: { id: crypto.randomUUID(), hash: `hash-of-${id}`, width: 4, height: 3, updateId: id },
  });
  return { id, reporter: { kind: "citizen", userId: reporterId ?? 0 } satisfies Actor };
}

test("everybody sees the photo of a public update to a public report", async () => {
  const { id } = await pictured("public", "public");
  const nobody = () => Promise.reject(new Error("a public photo asks for no cookie"));
  expect(await findUpdatePhoto(id, 0, nobody)).toEqual({ hash: `hash-of-${id}`, public: true });
  expect(await findUpdatePhoto(id, 1, nobody)).toBeNull();
});

test.each([
  ["public", "hidden"],
  ["public", "unconfirmed"],
  ["hidden", "public"],
  ["unconfirmed", "public"],
] as const)("a %s report's %s update shows nobody its photo", async (report, update) => {
  const { id, reporter } = await pictured(report, update);
  for (const actor of [anonymous, reporter])
    expect(await findUpdatePhoto(id, 0, async () => actor)).toBeNull();
});

test("a private report's are its reporter's to see", async () => {
  const { id, reporter } = await pictured("private", "public");
  expect(await findUpdatePhoto(id, 0, async () => anonymous)).toBeNull();
  expect(await findUpdatePhoto(id, 0, async () => reporter)).toEqual({
    hash: `hash-of-${id}`,
    public: false,
  });
});

test("a number that no id can be is no photo", async () => {
  expect(await findUpdatePhoto(2 ** 32, 0, async () => anonymous)).toBeNull();
});
