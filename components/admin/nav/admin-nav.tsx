"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type May, type NavKey, navGroups } from "@/components/admin/nav/items";
import { needsQuery } from "@/components/admin/nav/needs-query";
import { classes } from "@/components/ui/classes";
import type { Needs } from "@/lib/statistics/needs-person";

/** The dashboard's pages; beside each how many things in it wait for a person. */
export function AdminNav({ may, needs }: { may: May; needs: Needs }) {
  const t = useTranslations("admin.nav");
  const path = usePathname();
  const { data } = useQuery(needsQuery(needs));
  const counts = waiting(data);
  return (
    <div className="flex flex-col gap-5">
      {navGroups.map((group) => {
        const items = group.items.filter(({ shown }) => shown(may));
        return (
          items.length > 0 && (
            <div key={group.key}>
              <p className="px-3 pb-1 text-small font-semibold text-ink-soft">{t(group.key)}</p>
              <ul>
                {items.map(({ key, href }) => (
                  <li key={key}>
                    <NavLink href={href} name={t(key)} count={counts[key] ?? 0} current={isAt(path, href)} />
                  </li>
                ))}
              </ul>
            </div>
          )
        );
      })}
    </div>
  );
}

function NavLink({
  href,
  name,
  count,
  current,
}: {
  href: (typeof navGroups)[number]["items"][number]["href"];
  name: string;
  count: number;
  current: boolean;
}) {
  const t = useTranslations("admin.nav");
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={classes(
        "flex min-h-11 items-center justify-between gap-2 rounded border-s-4 px-3 text-ink no-underline hover:bg-sunken",
        current ? "border-accent bg-accent-wash font-semibold" : "border-transparent",
      )}
    >
      {name}
      {count > 0 && (
        <>
          <span
            aria-hidden="true"
            className="rounded-full bg-danger px-2 text-small font-semibold text-on-danger tabular-nums"
          >
            {count}
          </span>
          <span className="sr-only">{t("needs", { count })}</span>
        </>
      )}
    </Link>
  );
}

const isAt = (path: string, href: string): boolean =>
  href === "/admin" ? path === href : path === href || path.startsWith(`${href}/`);

function waiting({
  deliveries,
  updates,
  incoming,
  contacts,
  webhooks,
}: Needs): Partial<Record<NavKey, number>> {
  return {
    ...(deliveries && { deliveries: deliveries.failed + deliveries.unclear }),
    ...(updates && { updates: updates.failed + updates.unclear }),
    ...(incoming && { deadLetters: incoming.letters, connections: incoming.unread }),
    ...(contacts && { contacts: contacts.unconfirmed + contacts.bounced }),
    ...(webhooks && { webhooks: webhooks.failing }),
  };
}
