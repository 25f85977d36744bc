import { normaliseStatus } from "@/lib/open311/status";
import type { MappedWord, StatusMapView } from "@/lib/sync/status-map/read-status-map";
import type { SaveStatusMap } from "@/lib/sync/status-map/save-status-map";
import { builtInMeaning } from "@/lib/sync/updates/status-map";

/** What a word is made to mean, as the table's select has it. */
export type Means = SaveStatusMap["words"][number]["means"];
/** By word: only what differs from what was read. */
export type Changes = Readonly<Record<string, Means>>;

/** What the connection's own map says now. */
export function meansOf({ own }: Pick<MappedWord, "own">): Means {
  if (own === null) return "built-in";
  return own.ignore ? "ignore" : (own.state ?? "unchanged");
}

const savedMeans = ({ words }: Pick<StatusMapView, "words">, word: string): Means => {
  const known = words.find((one) => one.word === word);
  return known ? meansOf(known) : "built-in";
};

/** Without what is the same as what was read: it is saved, or somebody else chose the same. */
export const stillChanged = (view: Pick<StatusMapView, "words">, changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([word, means]) => savedMeans(view, word) !== means));

/** All that is to hold, as it is saved: what means what it means by itself need not be named. */
export function toSave(view: Pick<StatusMapView, "words">, changes: Changes): SaveStatusMap["words"] {
  const names = new Set([...view.words.map(({ word }) => word), ...Object.keys(changes)]);
  return [...names]
    .map((word) => ({ word, means: changes[word] ?? savedMeans(view, word) }))
    .filter(({ means }) => means !== "built-in");
}

export type Added =
  | { ok: true; row: MappedWord }
  | { ok: false; fault: "empty" | "long" | "there"; word: string };

/** A word that somebody adds, in the one spelling of words. `closed`, whose meaning a setting says, is always among the known. */
export function addedWord(typed: string, known: readonly string[]): Added {
  const word = normaliseStatus(typed) ?? "";
  const fault = word === "" ? "empty" : word.length > 100 ? "long" : known.includes(word) ? "there" : null;
  if (fault) return { ok: false, fault, word };
  return { ok: true, row: { word, builtIn: builtInMeaning(word, false), own: null, seen: 0 } };
}
