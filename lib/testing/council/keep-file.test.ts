import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startCouncil } from "@/lib/testing/council";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "council-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a restart keeps cases, updates, photos and the next reference", async () => {
  const file = path.join(folder, "deeper", "council.json");
  const first = await startCouncil({ file });
  const photo = Buffer.from("ffd8ff0011", "hex");
  await first.raise({ serviceCode: "TRE-2", description: "Down", lat: 54.6, long: 2.3, photos: [photo] });
  const update = await first.say("ALD-1001", { status: "fixed", text: "Gone" });
  const { photoIds } = first.cases[0] ?? { photoIds: [] };
  await first.close();

  const second = await startCouncil({ file });
  expect(second.cases).toMatchObject([
    { reference: "ALD-1001", status: "fixed", requestedAt: expect.any(Date) },
  ]);
  expect(second.updates).toEqual([update]);
  const served = await fetch(`${second.origin}/photos/${photoIds[0]}`);
  expect(Buffer.from(await served.arrayBuffer())).toEqual(photo);
  const next = await second.raise({ serviceCode: "TRE-2", description: "Another", lat: 54.6, long: 2.3 });
  expect(next.reference).toBe("ALD-1002");
  await second.close();
});

test("what was answered is already on disk, also when many come at once, and no half file is left", async () => {
  const file = path.join(folder, "council.json");
  const council = await startCouncil({ file });
  await Promise.all(
    Array.from({ length: 30 }, async (_, at) => {
      const fields = { api_key: council.apiKey, service_code: "0041", address_string: `${at} Quay Street` };
      const answer = await fetch(`${council.url}/requests.json`, {
        method: "POST",
        body: new URLSearchParams(fields),
      });
      const [{ service_request_id }] = (await answer.json()) as [{ service_request_id: string }];
      expect(await readFile(file, "utf8")).toContain(`"${service_request_id}"`);
    }),
  );
  await council.close();
  expect((JSON.parse(await readFile(file, "utf8")) as { received: unknown[] }).received).toHaveLength(30);
  expect((await readdir(folder)).sort()).toEqual(["council.json", "council.json.photos"]);
});

test("a file that is no desk's memory stops the start instead of being overwritten", async () => {
  const file = path.join(folder, "council.json");
  await writeFile(file, '{"something":"else"}');
  await expect(startCouncil({ file })).rejects.toThrow();
  expect(await readFile(file, "utf8")).toBe('{"something":"else"}');
});
