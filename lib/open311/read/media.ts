import { type Branch, isBranch, type Tree, textOf, valuesOf } from "@/lib/open311/read/tree";

function flatten(tree: Tree): string[] {
  if (!isBranch(tree)) return [textOf(tree) ?? ""];
  if (tree.fields.size === 0) return [textOf(tree) ?? ""];
  return [...tree.fields.values()].flatMap((field) => field.values.flatMap(flatten));
}

/**
 * The pictures of a request or update: nothing, one, repeated, a list, nested in an element of the same name.
 * Relative addresses are resolved against the end point, `data:` pictures stay as they are, everything else
 * that is no web address is dropped. Fetch them only through a guarded downloader.
 */
export function mediaUrls(branch: Branch, endpoint: string): string[] {
  const found = valuesOf(branch, "media_url", "media_urls").flatMap(flatten);
  const urls = found.map((text) => {
    if (text === "" || /^data:image\//i.test(text)) return text;
    try {
      const url = new URL(text, `${endpoint.replace(/\/+$/, "")}/`);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
    } catch {
      return "";
    }
  });
  return [...new Set(urls.filter((url) => url !== ""))];
}
