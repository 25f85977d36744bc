import type { Route } from "next";

/** The pages that header, footer and lost visitors are led to; the key is the name in `shell.nav`. */
export const mainLinks = [
  { key: "report", href: "/" as Route },
  { key: "all", href: "/reports" as Route },
  { key: "mine", href: "/my" as Route },
  { key: "help", href: "/help" as Route },
] as const;

export const footerLinks = [
  { key: "alert", href: "/alert" as Route },
  { key: "openData", href: "/open-data" as Route },
  { key: "about", href: "/about" as Route },
  { key: "help", href: "/help" as Route },
  { key: "privacy", href: "/privacy" as Route },
] as const;
