import { type Point, parsePoint } from "@/lib/geo/point";
import { filterParams } from "@/lib/reports/filter";
import { type StateKind, stateKinds } from "@/lib/reports/states";
import { largestId } from "@/lib/row-id";

/** What a feed is about. Areas and bodies are named by their slugs, or by whatever an old link calls them (find-named.ts). */
export type FeedScope =
  | { kind: "all" }
  | { kind: "around"; point: Point; km: number }
  | { kind: "area"; area: string }
  /** What was passed to a body; with an area, only what lies in it. */
  | { kind: "body"; body: string; area: string | null }
  /** One report's updates. */
  | { kind: "report"; id: number };

export type FeedFormat = "rss" | "atom";

/** Narrower than its scope; an empty list means all of them. */
export type FeedFilter = { kinds: readonly StateKind[]; categoryIds: readonly number[] };

/** What an address asks for; `place`: somewhere that has to be looked up first. */
export type AskedFeed = {
  scope: FeedScope | { kind: "place"; words: string; km: number };
  /** Null where the path names no state: then the query string may. */
  kinds: readonly StateKind[] | null;
  format: FeedFormat;
};

/** Kilometres around a point: from a street corner to a county. */
export const nearest = 0.1;
export const farthest = 50;
export const usualKm = 2;
/** What the page of feeds offers. */
export const offeredKm = [0.5, 2, 5, 10] as const;

/** FixMyStreet's words: what is being worked on is open there. */
const stateWords: Readonly<Record<string, readonly StateKind[]>> = {
  all: [],
  open: ["open", "progress"],
  fixed: ["fixed"],
  closed: ["closed"],
};

/** The kinds of one of the words that a path or FixMyStreet's `state` may hold; null for any other word. */
export const kindsOfWord = (word: string): readonly StateKind[] | null =>
  Object.hasOwn(stateWords, word) ? (stateWords[word] ?? null) : null;

/**
 * Reads what stands below `/rss`, decoded: `problems`, `l/LAT,LON[/KM]`, `pc/PLACE[/KM]`, `area/AREA`, `reports/BODY[/AREA]`, or a
 * report's number; each but the last with `open`, `fixed` or `closed` behind it. The last part may end in `.atom`, which is Atom, or
 * in `.rss`. Distances beyond the bounds become the nearest that is within. Null for what is no feed.
 * Source: the paths of spec/features.md F3, which are FixMyStreet's.
 */
export function parseFeedPath(path: readonly string[]): AskedFeed | null {
  const [, bare = "", suffix = ""] = /^(.*?)(?:\.(atom|rss))?$/is.exec(path.at(-1) ?? "") ?? [];
  const parts = [...path.slice(0, -1), bare];
  const format: FeedFormat = suffix.toLowerCase() === "atom" ? "atom" : "rss";
  // A first name is always what it is about, also where it looks like a state.
  const kinds = parts.length > (parts[0] === "problems" ? 1 : 2) ? kindsOfWord(parts.at(-1) ?? "") : null;
  const scope = readScope(kinds ? parts.slice(0, -1) : parts);
  return scope && { scope, kinds, format };
}

function readScope([first = "", ...rest]: readonly string[]): AskedFeed["scope"] | null {
  switch (first) {
    case "problems":
      return rest.length === 0 ? { kind: "all" } : null;
    case "l":
      return aroundPoint(rest);
    case "pc":
      return aroundPlace(rest);
    case "area": {
      // FixMyStreet's `area/COUNCIL/WARD`: the ward is an area by itself.
      const area = nameOf(rest.at(-1));
      return area && rest.length <= 2 ? { kind: "area", area } : null;
    }
    case "reports": {
      const [body, area] = [nameOf(rest[0]), nameOf(rest[1])];
      return body && rest.length <= 2 ? { kind: "body", body, area: area || null } : null;
    }
    default:
      return rest.length === 0 ? updatesOf(first) : null;
  }
}

/** `LAT,LON` or, as in old links, `LAT/LON`. */
function aroundPoint(parts: readonly string[]): FeedScope | null {
  const [place = "", distance, ...more] = parts[0]?.includes(",")
    ? parts
    : [parts.slice(0, 2).join(), ...parts.slice(2)];
  const point = parsePoint(place);
  const km = readKm(distance);
  return point && km !== null && more.length === 0 ? { kind: "around", point, km } : null;
}

function aroundPlace([place, distance, ...more]: readonly string[]): AskedFeed["scope"] | null {
  const words = nameOf(place);
  const km = readKm(distance);
  return words && km !== null && more.length === 0 ? { kind: "place", words, km } : null;
}

function updatesOf(number: string): FeedScope | null {
  const id = /^[1-9]\d{0,9}$/.test(number) ? Number(number) : 0;
  return id > 0 && id <= largestId ? { kind: "report", id } : null;
}

/** Kilometres, to a tenth; null for what is no number. */
export function readKm(text: string | null | undefined): number | null {
  if (text === undefined || text === null) return usualKm;
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(text)) return null;
  return Math.min(farthest, Math.max(nearest, Math.round(Number(text) * 10) / 10));
}

/** FixMyStreet writes blanks in names as `+`. */
const nameOf = (part = ""): string => part.replaceAll("+", " ").trim();

/** The one path and query string of a feed, whatever it was asked by. */
export function feedPath(
  scope: FeedScope,
  { kinds, categoryIds }: FeedFilter = { kinds: [], categoryIds: [] },
  format: FeedFormat = "rss",
): `/rss/${string}` {
  const suffix = format === "atom" ? ".atom" : "";
  if (scope.kind === "report") return `/rss/${scope.id}${suffix}`;
  const named = stateKinds.filter((kind) => kinds.includes(kind));
  const word = Object.keys(stateWords).find(
    (one) => named.length > 0 && kindsOfWord(one)?.join() === named.join(),
  );
  const query = filterParams({ kinds: word ? [] : named, categoryIds, sort: "newest" }).toString();
  return `/rss/${[scopePath(scope), word].filter(Boolean).join("/")}${suffix}${query && `?${query}`}`;
}

function scopePath(scope: Exclude<FeedScope, { kind: "report" }>): string {
  switch (scope.kind) {
    case "all":
      return "problems";
    case "around":
      return `l/${scope.point.lat},${scope.point.lon}/${scope.km}`;
    case "area":
      return `area/${encodeURIComponent(scope.area)}`;
    case "body": {
      const path = `reports/${encodeURIComponent(scope.body)}`;
      return scope.area === null ? path : `${path}/${encodeURIComponent(scope.area)}`;
    }
  }
}
