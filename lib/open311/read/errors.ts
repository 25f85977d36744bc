import type { Open311Error } from "@/lib/open311/documents";
import {
  type Branch,
  isBranch,
  type ParsedDocument,
  type Tree,
  textField,
  textOf,
} from "@/lib/open311/read/tree";

const containers: ReadonlySet<string> = new Set([
  "errors",
  "error",
  "error_messages",
  "error_message",
  "fault",
]);
const messages = [
  "description",
  "message",
  "msg",
  "error",
  "faultstring",
  "error_message",
  "fault",
  "detail",
] as const;
const codes = ["code", "faultcode", "status_code"] as const;
/** What an error never has; a service, a question or a request has one of them. */
const notAnError = [
  "service_code",
  "service_request_id",
  "update_id",
  "token",
  "datatype",
  "variable",
  "status",
] as const;

const maxErrors = 10;
const maxLength = 500;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

function inside(tree: Tree): Open311Error[] {
  if (!isBranch(tree)) {
    const text = textOf(tree);
    return text === undefined ? [] : [{ code: "", description: oneLine(text) }];
  }
  const description = textField(tree, ...messages);
  const code = textField(tree, ...codes);
  const children = [...tree.fields.values()].flatMap(({ values }) => values).filter(isBranch);
  if (description !== undefined || (code !== undefined && children.length === 0)) {
    const listed = tree.fields.get("error")?.values ?? [];
    if (code === undefined && listed.length > 0) return listed.flatMap(inside);
    return [{ code: code ?? "", description: oneLine(description ?? "") }];
  }
  return [...tree.fields.values()].flatMap(({ values }) => values.flatMap(inside));
}

function isErrorRow(branch: Branch): boolean {
  if (notAnError.some((name) => branch.fields.has(name))) return false;
  const says = messages.some((name) => branch.fields.has(name));
  return says && (codes.some((name) => branch.fields.has(name)) || branch.fields.size === 1);
}

/**
 * The errors a document reports, in any of the shapes in the field: `<errors>`, a bare `<error>`,
 * `error_messages`, a fault; in JSON an array, `errors` or `error` around an object, list or text, one object.
 * Empty when it is not about errors. Texts are cut; show them to staff, not to citizens.
 */
export function readErrors(document: ParsedDocument): Open311Error[] {
  if (document.root !== null && containers.has(document.root))
    return document.trees.flatMap(inside).slice(0, maxErrors);
  const branches = document.trees.filter(isBranch);
  const errors = branches.flatMap((branch) => {
    const wrapped = [...branch.fields]
      .filter(([key]) => containers.has(key))
      .flatMap(([, field]) => field.values);
    if (wrapped.length > 0 && !notAnError.slice(0, 4).some((name) => branch.fields.has(name)))
      return wrapped.flatMap(inside);
    return isErrorRow(branch) ? inside(branch) : [];
  });
  return errors.slice(0, maxErrors);
}

/** Errors as one line for a person: `400: Wrong key; 404: …`. */
export function errorsAsText(errors: readonly Open311Error[]): string {
  return errors
    .map(
      ({ code, description }) =>
        [code, description].filter((part) => part !== "").join(": ") || "unknown error",
    )
    .join("; ");
}
