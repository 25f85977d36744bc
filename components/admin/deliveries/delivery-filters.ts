"use client";

import { useTranslations } from "next-intl";
import type { Filter } from "@/components/admin/filter-bar";
import type { FilterChoices } from "@/lib/bodies/filter-choices";
import { DeliveryState, SendMethod } from "@/prisma/generated/enums";

/** What deliveries can be filtered by; what has nothing to choose from is left out. */
export function useDeliveryFilters({ bodies, connections, categories }: FilterChoices): Filter[] {
  const t = useTranslations("adminDeliveries");
  const methods = useTranslations("connectionSettings.methods");
  const choice = (key: string, label: string, options: { value: string; label: string }[]): Filter[] =>
    options.length > 0 ? [{ key, label, kind: "choice", options }] : [];
  return [
    ...choice("state", t("filter.state"), [
      ...Object.values(DeliveryState).map((state) => ({ value: state, label: t(`state.${state}`) })),
      { value: "all", label: t("filter.all") },
    ]),
    ...choice("body", t("filter.body"), bodies.map(named)),
    ...choice(
      "connection",
      t("filter.connection"),
      connections.map(({ id, slug, body }) => ({
        value: String(id),
        label: bodies.length > 0 ? `${body}: ${slug}` : slug,
      })),
    ),
    ...choice("category", t("filter.category"), categories.map(named)),
    ...choice(
      "method",
      t("filter.method"),
      Object.values(SendMethod).map((method) => ({ value: method, label: methods(`${method}.label`) })),
    ),
    { key: "failing", label: t("filter.failing"), kind: "flag" },
    { key: "since", label: t("filter.since"), kind: "date" },
    { key: "until", label: t("filter.until"), kind: "date" },
  ];
}

const named = ({ id, name }: { id: number; name: string }) => ({ value: String(id), label: name });
