import { readFileSync } from "node:fs";
import { type CallExpression, type Node, parseSync, visitorKeys } from "oxc-parser";

/** A node of a source with what it stands in, from the file inwards. */
export type Placed<Kind extends Node = Node> = { node: Kind; within: readonly Node[] };

/** A source as tests of its structure look at it. */
export type Source = {
  file: string;
  nodes: readonly Placed[];
  /** By the name it has here: where it comes from (`@/lib/…`) and what it is called there; types are left out. */
  imports: ReadonlyMap<string, { from: string; name: string }>;
  /** What is declared at the top, by name; `default` for the default export. */
  top: ReadonlyMap<string, { node: Node; exported: boolean }>;
  directives: readonly string[];
};

export function readSource(file: string): Source {
  const { program, module } = parseSync(file, readFileSync(file, "utf8"));
  const imports = new Map<string, { from: string; name: string }>();
  for (const { moduleRequest, entries } of module.staticImports) {
    for (const { importName, localName, isType } of entries) {
      if (!isType) imports.set(localName.value, { from: moduleRequest.value, name: importName.name ?? "" });
    }
  }
  const top = new Map<string, { node: Node; exported: boolean }>();
  for (const statement of program.body) {
    const exported = statement.type.startsWith("Export");
    const inner = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (statement.type === "ExportDefaultDeclaration") top.set("default", { node: statement, exported });
    if (inner?.type === "FunctionDeclaration" && inner.id) top.set(inner.id.name, { node: inner, exported });
    if (inner?.type !== "VariableDeclaration") continue;
    for (const declarator of inner.declarations) {
      if (declarator.id.type === "Identifier") top.set(declarator.id.name, { node: declarator, exported });
    }
  }
  const nodes = nodesIn(program);
  const directives = nodes.flatMap(({ node }) =>
    node.type === "ExpressionStatement" && "directive" in node && node.directive ? [node.directive] : [],
  );
  return { file, nodes, imports, top, directives };
}

/** A node and everything in it. */
export function nodesIn(node: Node, within: readonly Node[] = []): Placed[] {
  const inner = (visitorKeys[node.type] ?? []).flatMap(
    (key) => (node as unknown as Record<string, unknown>)[key],
  );
  return [{ node, within }, ...inner.filter(isNode).flatMap((child) => nodesIn(child, [...within, node]))];
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

/** Whom a call calls by a plain name; null for methods and the like. */
export const calleeOf = (node: Node): string | null =>
  node.type === "CallExpression" && node.callee.type === "Identifier" ? node.callee.name : null;

export const callsIn = (nodes: readonly Placed[]): Placed<CallExpression>[] =>
  nodes.flatMap(({ node, within }) => (node.type === "CallExpression" ? [{ node, within }] : []));

/** Whether a node is a call of what a source imports as this from there. */
export function isCallOf(
  { imports }: Source,
  node: Node | null | undefined,
  from: string,
  name: string,
): boolean {
  const found = imports.get((node && calleeOf(node)) ?? "");
  return found?.from === from && found.name === name;
}
