import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";

/** One import of a file: where to (a project file or a package), and whether it carries more than types. */
export type Import = { to: string; typeOnly: boolean };

const FOLDERS = ["app", "components", "lib", "jobs", "e2e", "prisma"];
const SKIPPED = new Set(["node_modules", "generated", ".next"]);

/** Every TypeScript file of the project, relative to its root. */
export function sourceFiles(): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return walk(file);
      return /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [file] : [];
    });
  const top = readdirSync(".").filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"));
  return [...top, ...FOLDERS.flatMap(walk)];
}

/** What each file imports: project files by their path, packages by their name. */
export function importGraph(files: readonly string[]): Map<string, Import[]> {
  const known = new Set(files);
  return new Map(files.map((file) => [file, importsOf(file, known)]));
}

function importsOf(file: string, known: ReadonlySet<string>): Import[] {
  const { module } = parseSync(file, readFileSync(file, "utf8"));
  const found: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every(({ isType }) => isType);
    found.push({ to: resolve(file, moduleRequest.value, known), typeOnly });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push({ to: resolve(file, moduleRequest.value, known), typeOnly: isType });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = readFileSync(file, "utf8").slice(moduleRequest.start, moduleRequest.end);
    const literal = /^["'`]([^"'`$]+)["'`]$/.exec(text)?.[1];
    if (literal) found.push({ to: resolve(file, literal, known), typeOnly: false });
  }
  return found;
}

function resolve(from: string, specifier: string, known: ReadonlySet<string>): string {
  const isLocal = specifier.startsWith("@/") || specifier.startsWith(".");
  if (!isLocal)
    return specifier.startsWith("@")
      ? specifier.split("/").slice(0, 2).join("/")
      : (specifier.split("/")[0] ?? specifier);
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(from), specifier);
  return [base, `${base}.ts`, `${base}.tsx`].find((candidate) => known.has(candidate)) ?? base;
}

/** Everything a file reaches by imports that carry code, with the chain that leads there. */
export function reach(graph: ReadonlyMap<string, Import[]>, start: string): Map<string, string[]> {
  const chains = new Map<string, string[]>([[start, [start]]]);
  for (const queue = [start]; queue.length > 0; ) {
    const file = queue.shift() ?? "";
    for (const { to, typeOnly } of graph.get(file) ?? []) {
      if (typeOnly || chains.has(to)) continue;
      chains.set(to, [...(chains.get(file) ?? []), to]);
      queue.push(to);
    }
  }
  return chains;
}
