"use client";

import { useTranslations } from "next-intl";
import type { Filter } from "@/components/admin/filter-bar";
import type { FilterChoices } from "@/lib/bodies/filter-choices";
import { DeliveryState } from "@/prisma/generated/enums";

/** Nobody acknowledges an update on its way, and none comes from a body. */
const states = Object.values(DeliveryState).filter(
  (state) => state !== "acknowledged" && state !== "received",
);

/** What updates going out can be narrowed to; `report` only where the address names one. */
export function useUpdateFilters({ bodies, connections }: FilterChoices, report: string | null): Filter[] {
  const t = useTranslations("adminUpdatesOut.filter");
  const words = useTranslations("adminDeliveries.state");
  const several = bodies.length > 0;
  const choice = (key: string, label: string, options: { value: string; label: string }[]): Filter[] =>
    options.length > 0 ? [{ key, label, kind: "choice", options }] : [];
  return [
    ...choice("state", t("state"), [
      ...states.map((state) => ({ value: state, label: words(state) })),
      { value: "all", label: t("all") },
    ]),
    ...choice(
      "body",
      t("body"),
      bodies.map(({ id, name }) => ({ value: String(id), label: name })),
    ),
    ...choice(
      "connection",
      t("connection"),
      connections.map(({ id, slug, body }) => ({
        value: String(id),
        label: several ? `${body}: ${slug}` : slug,
      })),
    ),
    ...choice("report", t("report"), report === null ? [] : [{ value: report, label: report }]),
    { key: "failing", label: t("failing"), kind: "flag" },
  ];
}
