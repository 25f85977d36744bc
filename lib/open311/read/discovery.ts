import type { Discovery } from "@/lib/open311/documents";
import {
  type Branch,
  isBranch,
  type ParsedDocument,
  type Tree,
  textField,
  textOf,
  valuesOf,
} from "@/lib/open311/read/tree";

function children(tree: Tree, name: string): Tree[] {
  return isBranch(tree) && tree.fields.has(name) ? valuesOf(tree, name) : [tree];
}

function readEndpoint(branch: Branch): Discovery["endpoints"][number] | undefined {
  const url = textField(branch, "url");
  if (!url) return undefined;
  return {
    specification: textField(branch, "specification") ?? "",
    url,
    changeset: textField(branch, "changeset") ?? "",
    type: textField(branch, "type")?.toLowerCase() === "test" ? "test" : "production",
    formats: valuesOf(branch, "formats")
      .flatMap((tree) => children(tree, "format"))
      .flatMap((tree) => textOf(tree)?.toLowerCase() ?? []),
  };
}

/** Reads a discovery document, also one wrapped in `discovery`. Changesets stay text: they are often no dates. */
export function readDiscovery(document: ParsedDocument): Discovery | undefined {
  const [top] = document.trees;
  const [root] = top === undefined ? [] : children(top, "discovery");
  if (!isBranch(root) || !root.fields.has("endpoints")) return undefined;
  return {
    changeset: textField(root, "changeset") ?? "",
    contact: textField(root, "contact") ?? "",
    keyService: textField(root, "key_service") ?? "",
    endpoints: valuesOf(root, "endpoints")
      .flatMap((tree) => children(tree, "endpoint"))
      .filter(isBranch)
      .flatMap((branch) => readEndpoint(branch) ?? []),
  };
}
