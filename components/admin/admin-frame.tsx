"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AdminNav } from "@/components/admin/nav/admin-nav";
import type { May } from "@/components/admin/nav/items";
import { Palette } from "@/components/admin/palette/palette";
import { ClosingDetails } from "@/components/ui/closing-details";
import { Icon } from "@/components/ui/icon";
import { LogoMark } from "@/components/ui/logo";
import type { Needs } from "@/lib/statistics/needs-person";

type Props = {
  site: string;
  /** The body whose staff this is; null = all bodies. */
  body: string | null;
  staging: boolean;
  may: May;
  needs: Needs;
  children: ReactNode;
};

const quiet =
  "inline-flex min-h-11 items-center rounded px-3 font-semibold text-ink no-underline hover:bg-sunken hover:underline";

/** What stands around every page of the dashboard: the head with its palette, the navigation at the side. */
export function AdminFrame({ site, body, staging, may, needs, children }: Props) {
  const t = useTranslations("admin.shell");
  return (
    <div className="admin flex flex-1 flex-col">
      <header className="sticky top-0 z-20 h-(--header-height) border-b border-line bg-surface">
        <div className="flex h-full items-center gap-2 px-4">
          <ClosingDetails className="lg:hidden">
            <summary className={`${quiet} cursor-pointer list-none gap-2 [&::-webkit-details-marker]:hidden`}>
              <Icon name="menu" />
              <span className="max-sm:sr-only">{t("menu")}</span>
            </summary>
            <nav
              aria-label={t("navigation")}
              className="absolute start-0 top-full max-h-[calc(100dvh-var(--header-height))] w-72 overflow-auto border border-line bg-surface p-3 shadow"
            >
              <AdminNav may={may} needs={needs} />
            </nav>
          </ClosingDetails>
          <Link
            href="/admin"
            aria-label={t("home", { site })}
            className="flex min-h-11 min-w-0 items-center gap-2 font-bold text-ink no-underline hover:text-ink"
          >
            <LogoMark />
            <span className="truncate">{body ?? t("wholeSite")}</span>
          </Link>
          <div className="ms-auto flex flex-none items-center gap-1">
            <Palette may={may} />
            <Link href="/" prefetch={false} className={`${quiet} max-md:hidden`}>
              {t("site")}
            </Link>
            <Link href="/my" prefetch={false} className={`${quiet} max-md:hidden`}>
              {t("account")}
            </Link>
          </div>
        </div>
      </header>
      {staging && (
        <p className="border-b border-open-edge bg-warn-wash px-4 py-2 font-semibold">{t("staging")}</p>
      )}
      <div className="flex flex-1 items-stretch">
        <nav
          aria-label={t("navigation")}
          className="w-60 flex-none border-e border-line bg-surface p-3 max-lg:hidden"
        >
          <div className="sticky top-[calc(var(--header-height)+12px)]">
            <AdminNav may={may} needs={needs} />
          </div>
        </nav>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none md:px-6">
          {children}
        </main>
      </div>
    </div>
  );
}
