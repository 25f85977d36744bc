import { decodeEscapes } from "@/lib/open311/read/escapes";
import type { Format } from "@/lib/open311/write/wire-tree";

export type Address = {
  format: Format;
  /** What stands below the end point, without its suffix; its segments as they came, percent signs and all. */
  bare: string;
  query: URLSearchParams;
};

/**
 * Takes a call's address apart as liberally as the clients in the field need it: doubled and trailing slashes, a suffix in capitals
 * or none (XML), bytes of latin-1 behind percent signs, and percent signs that are none. Source: spec/open311.md 2.8.
 */
export function readAddress(url: string): Address {
  const { pathname, search } = new URL(url);
  const [, below = ""] = /^.*?\/open311(?:\.cgi)?\/+v2(?:\/+(.*))?$/i.exec(pathname) ?? [];
  const path = below.split("/").filter(Boolean).join("/");
  const [, bare = path, suffix] = /^(.+)\.(xml|json)$/i.exec(path) ?? [];
  return { format: suffix?.toLowerCase() === "json" ? "json" : "xml", bare, query: readQuery(search) };
}

/** Parameters that are not empty; `name[]` and `name[0]` are `name` once more. */
function readQuery(search: string): URLSearchParams {
  const query = new URLSearchParams();
  for (const pair of search.slice(1).split("&")) {
    const equals = pair.indexOf("=");
    if (equals < 1) continue;
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)].map((part) =>
      decodeEscapes(part.replaceAll("+", " ")).trim(),
    );
    if (name && value) query.append(name.replace(/\[\d*\]$/, ""), value);
  }
  return query;
}
