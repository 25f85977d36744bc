import { readFileSync } from "node:fs";
import { type Function as Fn, type ParamPattern, type Program, parseSync } from "oxc-parser";
import { sourceFiles } from "@/lib/testing/imports";

/** A verb of `lib` that the dashboard calls, as `lib/delivery/act.ts resendDelivery`. */
export type StaffVerb = {
  file: string;
  name: string /** Whether the actor is what it takes first. */;
  actorFirst: boolean;
};

const doors = /^app\/(admin|api\/admin)\//;
/** What verbs judge by: they answer what an actor may, and do nothing. */
const judges = new Set(["lib/auth/permissions.ts", "lib/auth/scope.ts", "lib/auth/superuser.ts"]);

/**
 * Every verb that takes an actor and that a page, action or route of the dashboard imports: what the authorisation matrix
 * must know of. Read from the sources, so that a new one cannot be forgotten.
 */
export function staffVerbs(): StaffVerb[] {
  const found = new Map<string, StaffVerb>();
  for (const door of sourceFiles().filter((file) => doors.test(file) && !/\.test\.tsx?$/.test(file))) {
    const { module } = parseSync(door, readFileSync(door, "utf8"));
    for (const { moduleRequest, entries } of module.staticImports) {
      const file = `${moduleRequest.value.slice(2)}.ts`;
      if (!moduleRequest.value.startsWith("@/lib/") || judges.has(file)) continue;
      const verbs = verbsOf(file);
      for (const { importName, isType } of entries) {
        if (isType) continue;
        if (!importName.name) throw new Error(`${door} imports all of ${file}: name what it needs`);
        const verb = verbs.get(importName.name);
        if (verb) found.set(nameOf(verb), verb);
      }
    }
  }
  return [...found.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
}

export const nameOf = ({ file, name }: Pick<StaffVerb, "file" | "name">): string => `${file} ${name}`;

const read = new Map<string, Map<string, StaffVerb>>();

/** The functions that a file exports and that take an actor, by name. */
function verbsOf(file: string): Map<string, StaffVerb> {
  const known = read.get(file);
  if (known) return known;
  const { program } = parseSync(file, readFileSync(file, "utf8"));
  const verbs = new Map<string, StaffVerb>();
  for (const [name, params] of exportedFunctions(program)) {
    const place = params.findIndex(isActor);
    if (place !== -1) verbs.set(name, { file, name, actorFirst: place === 0 });
  }
  read.set(file, verbs);
  return verbs;
}

/** `export function name(…)`, and `export const name = (…) => …`. */
function exportedFunctions({ body }: Program): [string, ParamPattern[]][] {
  return body.flatMap((statement): [string, ParamPattern[]][] => {
    if (statement.type !== "ExportNamedDeclaration" || !statement.declaration) return [];
    const { declaration } = statement;
    if (declaration.type === "FunctionDeclaration")
      return [[(declaration as Fn).id?.name ?? "", declaration.params]];
    if (declaration.type !== "VariableDeclaration") return [];
    return declaration.declarations.flatMap(({ id, init }): [string, ParamPattern[]][] =>
      id.type === "Identifier" &&
      (init?.type === "ArrowFunctionExpression" || init?.type === "FunctionExpression")
        ? [[id.name, init.params]]
        : [],
    );
  });
}

/** By its name or by its type. */
function isActor(param: ParamPattern): boolean {
  if (param.type !== "Identifier") return false;
  const type = param.typeAnnotation?.typeAnnotation;
  const typeName =
    type?.type === "TSTypeReference" && type.typeName.type === "Identifier" ? type.typeName.name : "";
  return param.name === "actor" || /Actor$/.test(typeName);
}
