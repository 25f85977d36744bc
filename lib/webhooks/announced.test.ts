import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles } from "@/lib/testing/imports";

/** Writes reports or updates, by Prisma or in SQL. */
const writes =
  /\b(?:tx|db)\.(?:report|update)\.(?:update|create|upsert|delete)(?:Many)?\(|(?:update|insert into|delete from) "(?:Report|Update)"/;

/** What changes nothing that anybody may see, or what others announce. */
const silent: Record<string, string> = {
  "lib/delivery/note-sent.ts": "only when something last happened",
  "lib/reports/expire.ts": "what nobody has confirmed",
  "lib/reports/insert-report.ts": "not confirmed yet",
  "lib/reports/look-up-address.ts": "the address follows by itself, as the docs say",
  "lib/reports/repeated-post.ts": "not confirmed yet",
  "lib/sync/history/undo-run.ts": "nobody was told of history",
  "lib/sync/updates/write-reports.ts": "take-chunk.ts announces what it says",
  "lib/updates/expire.ts": "what nobody has confirmed",
  "lib/updates/write-update.ts": "not to be seen yet",
};

test("whoever writes reports or updates announces it, or says why not", () => {
  const writers = sourceFiles().filter(
    (file) =>
      /^(lib|app|jobs)\//.test(file) &&
      !/\.test\.tsx?$|^lib\/testing\/|^jobs\/bench\//.test(file) &&
      writes.test(readFileSync(file, "utf8")),
  );
  expect(writers.length).toBeGreaterThan(15);
  const announcing = (file: string) => readFileSync(file, "utf8").includes('from "@/lib/announce"');
  expect(writers.filter((file) => !announcing(file) && !(file in silent))).toEqual([]);
  expect(Object.keys(silent).filter((file) => !writers.includes(file))).toEqual([]);
});
