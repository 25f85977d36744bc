import type { Node } from "oxc-parser";
import { expect, test } from "vitest";
import { sourceFiles } from "@/lib/testing/imports";
import { nameOf, staffVerbs } from "@/lib/testing/staff-verbs";
import {
  calleeOf,
  callsIn,
  isCallOf,
  nodesIn,
  type Placed,
  readSource,
  type Source,
} from "@/lib/testing/syntax";

// The matrix (authorization.test.ts) shows that verbs judge the actor they are given. This shows from the sources that every
// door of the dashboard gives them who is really there.

const read = sourceFiles()
  .filter((file) => /^app\/(admin|api\/admin)\//.test(file) && !/\.test\.tsx?$/.test(file))
  .map(readSource);
const routes = read.filter(({ file }) => /^app\/api\/admin\/.*\/route\.ts$/.test(file));
const shown = read.filter(({ file }) => file.startsWith("app/admin/"));
const pages = shown.filter(({ file }) => /\/(page|layout)\.tsx$/.test(file));
const actions = shown.filter(({ directives }) => directives.includes("use server"));
const verbs = new Set(staffVerbs().map(nameOf));

const isVerb = ({ imports }: Source, name: string | null): boolean => {
  const found = imports.get(name ?? "");
  return found !== undefined && verbs.has(`${found.from.slice(2)}.ts ${found.name}`);
};
const verbCalls = (source: Source) =>
  callsIn(source.nodes).filter(({ node }) => isVerb(source, calleeOf(node)));
/** What is awaited, if the node is that. */
const awaited = (node: Node | null | undefined): Node | null =>
  node?.type === "AwaitExpression" ? node.argument : null;
const isActor = (node: Node | undefined): boolean => node?.type === "Identifier" && node.name === "actor";
const exportsOf = ({ top }: Source) => [...top].filter(([, { exported }]) => exported);

const isRoute = (source: Source, node: Node): boolean =>
  node.type === "VariableDeclarator" && isCallOf(source, node.init, "@/app/_server/route", "route");
const isCurrent = (source: Source, node: Node | undefined): boolean =>
  isCallOf(source, awaited(node), "@/app/_server/session", "currentActor");
const isStaff = (source: Source, node: Node | null | undefined): boolean =>
  isCallOf(source, awaited(node), "@/app/_server/staff", "staffActor");

test("there are routes, pages and actions to look at", () => {
  for (const some of [routes, pages, actions]) expect(some.length).toBeGreaterThan(5);
  expect(read.filter(({ file }) => file.startsWith("app/api/")).map(({ file }) => file)).toEqual(
    routes.map(({ file }) => file),
  );
});

test("every route of the dashboard only reads, is made by route(), and asks a verb", () => {
  const wrong = routes.flatMap((source) => [
    ...exportsOf(source)
      .filter(([name, { node }]) => name !== "GET" || !isRoute(source, node))
      .map(([name]) => `${source.file} exports ${name}`),
    ...(exportsOf(source).length === 0 || verbCalls(source).length === 0
      ? [`${source.file} asks nothing`]
      : []),
  ]);
  expect(wrong).toEqual([]);
});

test("every route gives its verb whoever sent the request", () => {
  const wrong = routes.flatMap((source) =>
    verbCalls(source)
      .filter(({ node }) => !isCurrent(source, node.arguments[0]))
      .map(({ node }) => `${source.file}: ${calleeOf(node)}`),
  );
  expect(wrong).toEqual([]);
});

/** Functions at the top of the dashboard's files that find out who is there, by file and name. */
function asks(source: Source, name: string, seen: ReadonlySet<string> = new Set()): boolean {
  const key = `${source.file} ${name}`;
  const declared = source.top.get(name);
  if (!declared || seen.has(key)) return false;
  return callsIn(nodesIn(declared.node)).some(({ node }) => {
    if (isCallOf(source, node, "@/app/_server/staff", "staffActor")) return true;
    const called = calleeOf(node) ?? "";
    const from = source.imports.get(called);
    const there = from && shown.find(({ file }) => file.replace(/\.tsx?$/, "") === from.from.slice(2));
    const goOn = new Set([...seen, key]);
    return there ? asks(there, from.name, goOn) : asks(source, called, goOn);
  });
}

test("every page of the dashboard, and its frame, asks who is there", () => {
  expect(pages.filter((page) => !asks(page, "default")).map(({ file }) => file)).toEqual([]);
});

test("what a page reads, it reads as the member of staff who is there", () => {
  const wrong = shown.flatMap((source) =>
    verbCalls(source)
      .filter(({ node }) => !isActor(node.arguments[0]) && !isStaff(source, node.arguments[0]))
      .map(({ node }) => `${source.file}: ${calleeOf(node)}`),
  );
  expect(wrong).toEqual([]);
});

/** `actor` is a parameter, what `staffActor()` answers, or what a function gives back that asks for it. */
function madeUp(source: Source, { node }: Placed): boolean {
  if (node.type !== "VariableDeclarator") return false;
  const names = node.id.type === "Identifier" ? [node.id.name] : namesIn(node.id);
  if (!names.includes("actor") || isStaff(source, node.init)) return false;
  const called = calleeOf(awaited(node.init) ?? node) ?? "";
  const from = source.imports.get(called);
  const there = from ? shown.find(({ file }) => file.replace(/\.tsx?$/, "") === from.from.slice(2)) : source;
  return node.id.type === "Identifier" || !there || !asks(there, from?.name ?? called);
}

const namesIn = (pattern: Node): string[] =>
  nodesIn(pattern).flatMap(({ node }) =>
    node.type === "Property" && node.value.type === "Identifier" ? [node.value.name] : [],
  );

const kinds = new Set<unknown>(["anonymous", "citizen", "staff", "job"]);
const saysKind = (node: Node): boolean =>
  node.type === "Property" &&
  node.key.type === "Identifier" &&
  node.key.name === "kind" &&
  node.value.type === "Literal" &&
  kinds.has(node.value.value);

test("no door makes up an actor", () => {
  const wrong = read.flatMap((source) => [
    ...[...source.imports.values()]
      .filter(({ from }) => from === "@/lib/actor")
      .map(({ name }) => `${source.file}: ${name}`),
    ...source.nodes
      .filter((placed) => madeUp(source, placed))
      .map(() => `${source.file}: an actor of its own`),
    ...source.nodes
      .filter(({ node }) => saysKind(node))
      .map(() => `${source.file}: an object that says which kind of actor it is`),
  ]);
  expect(wrong).toEqual([]);
});

/** The latter is the former, for forms that photos may come with. */
const isFormAction = (source: Source, node: Node | null | undefined): boolean =>
  isCallOf(source, node, "@/app/_server/action", "formAction") ||
  isCallOf(source, node, "@/app/report/new/photo-form", "photoFormAction");

test("every server action of the dashboard is, or goes through, formAction()", () => {
  const wrong = actions.flatMap((source) =>
    exportsOf(source)
      .filter(([, { node }]) =>
        node.type === "VariableDeclarator"
          ? !isFormAction(source, node.init)
          : !callsIn(nodesIn(node)).some((call) => isFormAction(source, call.node)),
      )
      .map(([name]) => `${source.file}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

const isKey = (outer: Node | undefined, node: Node): boolean =>
  outer?.type === "Property" && outer.key === node;

test("an action names its verbs inside formAction() only, which tells them who sent the form", () => {
  const wrong = actions.flatMap((source) =>
    exportsOf(source).flatMap(([, { node: declared }]) =>
      nodesIn(declared)
        .filter(({ node }) => node.type === "Identifier" && isVerb(source, node.name))
        .filter(({ node, within }) => !isKey(within.at(-1), node))
        .filter(({ within }) => !within.some((outer) => isFormAction(source, outer)))
        .map(({ node }) => `${source.file}: ${node.type === "Identifier" ? node.name : ""}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test("no action hides in another file: only files of actions say that they run on the server", () => {
  const inFunctions = shown.filter(({ nodes }) =>
    nodes.some(
      ({ node, within }) =>
        node.type === "ExpressionStatement" &&
        "directive" in node &&
        node.directive === "use server" &&
        within.length > 1,
    ),
  );
  expect(inFunctions.map(({ file }) => file)).toEqual([]);
});
