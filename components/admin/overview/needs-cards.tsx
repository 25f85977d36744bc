"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { needsQuery } from "@/components/admin/nav/needs-query";
import { classes } from "@/components/ui/classes";
import { Icon, type IconName } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { Needs } from "@/lib/statistics/needs-person";

type Need = {
  /** In the messages `admin.overview`. */
  key:
    | ("unclear" | "failed" | "updatesUnclear" | "updatesFailed" | "unread" | "letters")
    | ("held" | "unconfirmed" | "bounced" | "webhooks" | "services");
  count: number;
  href: Route;
  icon: IconName;
};

/** What waits for a person, each with the way to the list of it; when nothing does, that. */
export function NeedsCards({ initial }: { initial: Needs }) {
  const t = useTranslations("admin.overview");
  const { data } = useQuery(needsQuery(initial));
  const needs = needsOf(data).filter(({ count }) => count > 0);
  if (needs.length === 0) {
    return (
      <Notice kind="success" title={t("calm")}>
        <p>{t("calmBody")}</p>
      </Notice>
    );
  }
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(16rem,1fr))] gap-4">
      {needs.map(({ key, count, href, icon }) => (
        <li key={key}>
          <Link
            href={href}
            className={classes(
              "flex h-full flex-col gap-1 rounded border border-s-4 bg-surface p-4 text-ink no-underline hover:bg-sunken hover:text-ink",
              icon === "error" ? "border-danger" : "border-open",
            )}
          >
            <span className="flex items-center justify-between gap-3">
              <span className="text-display leading-none font-bold tabular-nums">{count}</span>
              <Icon name={icon} />
            </span>
            <span className="font-semibold">{t(`${key}.title`, { count })}</span>
            <span className="text-small text-ink-soft">{t(`${key}.body`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function needsOf({ deliveries, updates, incoming, contacts, services, webhooks }: Needs): Need[] {
  const queue = (state: string) => `/admin/deliveries?state=${state}` as Route;
  const outgoing = (filter: string) => `/admin/updates?${filter}` as Route;
  const list = (problem: string) => `/admin/contacts?problem=${problem}` as Route;
  return [
    { key: "unclear", count: deliveries?.unclear ?? 0, href: queue("unclear"), icon: "error" },
    { key: "failed", count: deliveries?.failed ?? 0, href: queue("failing"), icon: "error" },
    { key: "updatesUnclear", count: updates?.unclear ?? 0, href: outgoing("state=unclear"), icon: "error" },
    { key: "updatesFailed", count: updates?.failed ?? 0, href: outgoing("failing=1"), icon: "error" },
    { key: "unread", count: incoming?.unread ?? 0, href: "/admin/connections", icon: "error" },
    { key: "letters", count: incoming?.letters ?? 0, href: "/admin/dead-letters" as Route, icon: "error" },
    { key: "webhooks", count: webhooks?.failing ?? 0, href: "/admin/webhooks" as Route, icon: "error" },
    { key: "services", count: services?.held ?? 0, href: "/admin/connections", icon: "warn" },
    { key: "held", count: deliveries?.held ?? 0, href: queue("held"), icon: "warn" },
    { key: "unconfirmed", count: contacts?.unconfirmed ?? 0, href: list("unconfirmed"), icon: "warn" },
    { key: "bounced", count: contacts?.bounced ?? 0, href: list("bounced"), icon: "warn" },
  ];
}
