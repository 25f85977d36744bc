"use client";

import { useTranslations } from "next-intl";
import { Badge, type BadgeLook } from "@/components/admin/contacts/badge";
import { Select } from "@/components/ui/controls";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CategoryChoice, ServiceMatch } from "@/lib/sync/requests/list-service-matches";

type State = "open" | "suggested" | "byContact" | "matched" | "out";
const looks: Record<State, BadgeLook> = {
  open: "warn",
  suggested: "warn",
  byContact: "plain",
  matched: "good",
  out: "plain",
};

/** One service code and the choice of its category. What is only suggested is chosen already, and says that it is not saved. */
export function MatchRow({
  match,
  categories,
  error,
  typed,
}: {
  match: ServiceMatch;
  categories: readonly CategoryChoice[];
  error: string | undefined;
  /** What the field held when the form was refused, else what it starts with. */
  typed: (name: string, start?: string) => string;
}) {
  const t = useTranslations("adminMatching");
  const { id, code, name, lastSeenAt, waiting, byContact } = match;
  const field = `match.${id}`;
  const start = typed(field, startOf(match));
  const state = stateOf(match);
  return (
    <tr>
      <th scope="row" className="font-mono">
        {code}
      </th>
      <td>{name || <span className="text-ink-soft">{t("noName")}</span>}</td>
      <td className="whitespace-nowrap">
        <RelativeTime at={lastSeenAt} />
      </td>
      <td className="tabular-nums">{waiting}</td>
      <td>
        <div className="flex min-w-72 flex-wrap items-center gap-2">
          <Select
            key={start}
            id={field}
            name={field}
            aria-label={t("choose", { code })}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${field}-error` : `${field}-state`}
            className="max-w-80"
            // Not controlled: React sets a form back after its action.
            defaultValue={start}
          >
            <option value="">{byContact ? t("byContact", { category: byContact.name }) : t("none")}</option>
            {categories.map((category) => (
              <option key={category.id} value={category.id}>
                {category.name}
              </option>
            ))}
            <option value="out">{t("out")}</option>
          </Select>
          <span id={`${field}-state`}>
            <Badge look={looks[state]}>{t(`state.${state}`)}</Badge>
          </span>
        </div>
        {error && (
          <p id={`${field}-error`} className="mt-1 font-semibold text-danger">
            {error}
          </p>
        )}
      </td>
    </tr>
  );
}

function startOf({ chosen, suggestion }: ServiceMatch): string {
  if (chosen === "out") return "out";
  return String((chosen ?? suggestion)?.id ?? "");
}

function stateOf({ chosen, byContact, suggestion }: ServiceMatch): State {
  if (chosen === "out") return "out";
  if (chosen) return "matched";
  if (byContact) return "byContact";
  return suggestion ? "suggested" : "open";
}
