import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { normaliseStatus } from "@/lib/open311/status";
import { wildcards } from "@/lib/open311/wildcards";
import type { PlaceRules } from "@/lib/sync/requests/location";

/** A connection's rules about what is born in its back end, made ready for many items. */
export type ImportRules = PlaceRules & {
  isLeftOut: (name: string) => boolean;
  isPrivate: (name: string) => boolean;
  /** Null = every word. */
  onlyStatuses: ReadonlySet<string> | null;
  excludedStatuses: ReadonlySet<string>;
  /** Whether one of the words that keep a problem out stands in a text. */
  saysExcluded: (text: string) => boolean;
  /** Slugs; null = wherever the body looks after things. */
  onlyAreas: ReadonlySet<string> | null;
  excludedAreas: ReadonlySet<string>;
  /** In milliseconds; null = nothing is too old. */
  maxAge: number | null;
  descriptions: "keep" | "strip" | "none";
  unknownCode: "wait" | "other" | "skip";
  unknownCategory: string;
  skipsWindow: (id: string) => boolean;
};

const day = 86_400_000;

/** From a connection's settings. Pure. */
export function importRules(settings: SettingsOf<"open311">): ImportRules {
  const words = (list: readonly string[]) => new Set(list.flatMap((one) => normaliseStatus(one) ?? []));
  const orNull = <Item>(set: ReadonlySet<Item>) => (set.size === 0 ? null : set);
  return {
    convertLatLong: settings.convertLatLong,
    gridProjection: settings.gridProjection,
    inDegrees: wildcards(settings.importIdsInDegrees),
    isLeftOut: wildcards(settings.importExcludeCategories),
    isPrivate: wildcards(settings.importPrivateCategories),
    onlyStatuses: orNull(words(settings.importOnlyStatuses)),
    excludedStatuses: words(settings.importExcludeStatuses),
    saysExcluded: phrases(settings.importExcludeWords),
    onlyAreas: orNull(new Set(settings.importOnlyAreas)),
    excludedAreas: new Set(settings.importExcludeAreas),
    maxAge: settings.importMaxAgeDays === 0 ? null : settings.importMaxAgeDays * day,
    descriptions: settings.importDescriptions,
    unknownCode: settings.unknownServiceCode,
    unknownCategory: settings.unknownCategory,
    skipsWindow: wildcards(settings.importSkipsWindow),
  };
}

/** Whole words or phrases, small or capital, with whatever blanks between them; `ash` does not stand in `trash`. */
function phrases(list: readonly string[]): (text: string) => boolean {
  if (list.length === 0) return () => false;
  const escaped = list.map((phrase) =>
    phrase
      .trim()
      .split(/\s+/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("\\s+"),
  );
  const known = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "iu");
  return (text) => known.test(text);
}
