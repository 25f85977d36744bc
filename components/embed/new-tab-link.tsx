import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** A link out of somebody else's page to ours, which says so to those who do not see it happen. */
export function NewTabLink({
  href,
  className,
  children,
}: {
  href: string;
  className?: string;
  children: ReactNode;
}) {
  const t = useTranslations("embed");
  return (
    <a href={href} target="_blank" rel="noopener" className={className}>
      {children}
      <span className="sr-only"> ({t("newTab")})</span>
    </a>
  );
}
