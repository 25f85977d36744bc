import Link from "next/link";
import { useTranslations } from "next-intl";
import { ClosingDetails } from "@/components/ui/closing-details";
import { Icon } from "@/components/ui/icon";
import { LogoMark } from "@/components/ui/logo";
import { mainLinks } from "@/components/ui/site-links";

const link =
  "flex min-h-11 items-center rounded px-3 font-semibold text-ink no-underline hover:bg-accent-wash hover:underline";

/** The same for everybody, signed in or not, so that pages stay cacheable. */
export function SiteHeader({ siteName }: { siteName: string }) {
  const t = useTranslations("shell");
  // Not fetched ahead: most visitors stay on one page, and many pay for their data.
  const links = mainLinks.map(({ key, href }) => (
    <li key={key}>
      <Link href={href} prefetch={false} className={link}>
        {t(`nav.${key}`)}
      </Link>
    </li>
  ));
  return (
    <header className="relative z-20 h-(--header-height) border-b border-line bg-surface">
      <div className="site-header-line flex h-full items-center justify-between gap-4 px-4 md:px-6">
        <Link
          href="/"
          prefetch={false}
          aria-label={t("header.home", { site: siteName })}
          className="flex min-h-11 min-w-0 items-center gap-2 text-large font-bold tracking-tight text-ink no-underline hover:text-ink"
        >
          <LogoMark />
          <span className="truncate">{siteName}</span>
        </Link>
        <nav aria-label={t("header.navigation")}>
          <ul className="hidden items-center gap-1 md:flex">{links}</ul>
          <ClosingDetails className="group md:hidden">
            <summary className="flex min-h-11 list-none items-center gap-2 rounded px-3 font-semibold hover:bg-accent-wash [&::-webkit-details-marker]:hidden">
              <span className="group-open:hidden">
                <Icon name="menu" />
              </span>
              <span className="hidden group-open:block">
                <Icon name="close" />
              </span>
              {t("header.menu")}
            </summary>
            <ul className="absolute inset-x-0 top-full border-b border-line bg-surface p-2 shadow">
              {links}
            </ul>
          </ClosingDetails>
        </nav>
      </div>
    </header>
  );
}
