import { useTranslations } from "next-intl";

/** What was changed, key by key: was and is. Keys that stayed as they were are left out. */
export function Changes({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("admin.audit");
  const changes = changesOf(before, after);
  if (changes.length === 0) return null;
  return (
    <dl className="flex flex-col gap-1 text-small">
      {changes.map(({ key, was, is }) => (
        <div key={key} className="flex flex-wrap gap-x-2">
          <dt className="font-semibold">{key}</dt>
          <dd className="min-w-0 break-words">
            {was !== undefined && (
              <>
                <span className="sr-only">{t("was")} </span>
                <del className="text-ink-soft">{was || t("nothing")}</del>
                <span aria-hidden="true"> → </span>
              </>
            )}
            <span className="sr-only">{t("is")} </span>
            <ins className="no-underline">{is || t("nothing")}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Change = { key: string; was: string | undefined; is: string };

/** Dotted key -> was and is, of two JSON values. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const is = leaves(after);
  // An entry that tells what was, but of what is only the part that changed, says nothing about the rest.
  const told = after === null || after === undefined ? before : pick(before, after);
  const was = leaves(told);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((key) => was.get(key) !== is.get(key))
    .map((key) => ({ key, was: isRecord(before) ? (was.get(key) ?? "") : undefined, is: is.get(key) ?? "" }));
}

function pick(before: unknown, after: unknown): unknown {
  if (!isRecord(before) || !isRecord(after)) return before;
  return Object.fromEntries(Object.entries(before).filter(([key]) => key in after));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function leaves(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) {
    if (path) into.set(path, "");
  } else if (typeof value === "object" && !isPlainList(value)) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${key}` : key, into);
  } else {
    into.set(path, Array.isArray(value) ? value.join(", ") : String(value));
  }
  return into;
}

/** A list of words or numbers is read as one value. */
const isPlainList = (value: object): boolean =>
  Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
