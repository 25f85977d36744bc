import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { connectionSettings } from "@/lib/bodies/connection-settings";
import { FolderSettings, folderDriver } from "@/lib/testing/folder-method";
import { makeParcel } from "@/lib/testing/parcel";
import { SendMethod } from "@/prisma/generated/enums";

const doc = readFileSync("docs/send-methods.md", "utf8");

test("docs/send-methods.md tells of every method", () => {
  for (const method of Object.values(SendMethod))
    expect(doc).toMatch(new RegExp(`^\\| \`${method}\` \\|`, "m"));
});

test("docs/council-file.md tells of every setting of every method", () => {
  const file = readFileSync("docs/council-file.md", "utf8");
  const keys = Object.values(connectionSettings).flatMap(({ schema }) => Object.keys(schema.shape));
  expect(keys.filter((key) => !file.includes(`\`${key}\``))).toEqual([]);
});

test("the worked example in docs/send-methods.md is the code that is tested here", () => {
  const code = readFileSync("lib/testing/folder-method.ts", "utf8");
  const [, block = ""] = /```ts\n(import \{ link[\s\S]*?)```/.exec(doc) ?? [];
  expect(block).toBe(code);
});

test("the worked example works: whole files, the same send once, a folder that is not there is tried again", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "folder-"));
  try {
    const settings = FolderSettings.parse({ folder });
    const name = "alderwick-city-council-7045-1.json";
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(await folderDriver.send(makeParcel(), settings)).toEqual({ kind: "sent", externalId: name });
    }
    expect(readdirSync(folder)).toEqual([name]);
    expect(JSON.parse(readFileSync(path.join(folder, name), "utf8"))).toMatchObject({
      reportId: 7045,
      lat: 54.6,
    });
    const nowhere = { folder: path.join(folder, "nowhere") };
    expect(await folderDriver.send(makeParcel(), nowhere)).toMatchObject({ kind: "failed", retry: true });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
