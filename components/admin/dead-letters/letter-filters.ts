"use client";

import { useTranslations } from "next-intl";
import type { Filter } from "@/components/admin/filter-bar";
import type { FilterChoices } from "@/lib/bodies/filter-choices";

/** Of services nothing is kept that could not be read. */
const kinds = ["updates", "requests"] as const;

/** What the list can be narrowed to; `poll` only where the address names one. */
export function useLetterFilters(
  connections: FilterChoices["connections"],
  several: boolean,
  poll: string | null,
): Filter[] {
  const t = useTranslations("adminDeadLetters");
  return [
    {
      ...{ key: "state", label: t("filter.state"), kind: "choice" },
      options: (["open", "resolved"] as const).map((value) => ({ value, label: t(`filter.${value}`) })),
    },
    {
      ...{ key: "connection", label: t("connection"), kind: "choice" },
      options: connections.map(({ id, slug, body }) => ({
        value: String(id),
        label: several ? `${body}: ${slug}` : slug,
      })),
    },
    {
      ...{ key: "kind", label: t("kind"), kind: "choice" },
      options: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
    },
    ...(poll === null
      ? []
      : [
          {
            ...{ key: "poll", label: t("detail.poll"), kind: "choice" as const },
            options: [{ value: poll, label: t("detail.pollNumber", { id: poll }) }],
          },
        ]),
  ];
}
