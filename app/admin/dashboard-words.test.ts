import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isDashboardWords } from "@/app/admin/dashboard-words";
import { sourceFiles } from "@/lib/testing/imports";

test("the dashboard's components say only what its scripts are given the words for", () => {
  const said = sourceFiles()
    .filter((file) => /^(components|app)\/admin\/.*\.tsx$/.test(file))
    .flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/useTranslations\(\s*"(\w+)/g)].map(([, name = ""]) => ({
        file,
        name,
      })),
    );
  expect(said.length).toBeGreaterThan(50);
  expect(said.filter(({ name }) => !isDashboardWords(name))).toEqual([]);
});
