import type { Route } from "next";

/** What the member of staff may see of the dashboard. */
export type May = {
  deliveries: boolean;
  deadLetters: boolean;
  reports: boolean;
  bodies: boolean;
  areas: boolean;
  contacts: boolean;
  connections: boolean;
  templates: boolean;
  webhooks: boolean;
  clients: boolean;
  users: boolean;
  audit: boolean;
};

export type NavKey =
  | "overview"
  | "deliveries"
  | "updates"
  | "reports"
  | "inboundMail"
  | "deadLetters"
  | "bodies"
  | "areas"
  | "connections"
  | "contacts"
  | "templates"
  | "webhooks"
  | "clients"
  | "users"
  | "roles"
  | "audit";

type Item = { key: NavKey; href: Route; shown: (may: May) => boolean };

const always = () => true;

/** The dashboard's pages in groups, in the order in which a clerk's day needs them. */
export const navGroups = [
  {
    key: "work",
    items: [
      { key: "overview", href: "/admin" as Route, shown: always },
      { key: "deliveries", href: "/admin/deliveries" as Route, shown: (may) => may.deliveries },
      { key: "updates", href: "/admin/updates" as Route, shown: (may) => may.deliveries },
      { key: "reports", href: "/admin/reports" as Route, shown: (may) => may.reports },
      { key: "inboundMail", href: "/admin/inbound-mail" as Route, shown: (may) => may.deliveries },
      { key: "deadLetters", href: "/admin/dead-letters" as Route, shown: (may) => may.deadLetters },
    ],
  },
  {
    key: "setup",
    items: [
      { key: "bodies", href: "/admin/bodies" as Route, shown: (may) => may.bodies },
      { key: "areas", href: "/admin/areas" as Route, shown: (may) => may.areas },
      { key: "contacts", href: "/admin/contacts" as Route, shown: (may) => may.contacts },
      { key: "connections", href: "/admin/connections" as Route, shown: (may) => may.connections },
      { key: "templates", href: "/admin/templates" as Route, shown: (may) => may.templates },
      { key: "webhooks", href: "/admin/webhooks" as Route, shown: (may) => may.webhooks },
      { key: "clients", href: "/admin/clients" as Route, shown: (may) => may.clients },
    ],
  },
  {
    key: "people",
    items: [
      { key: "users", href: "/admin/users" as Route, shown: (may) => may.users },
      { key: "roles", href: "/admin/roles" as Route, shown: (may) => may.users },
      { key: "audit", href: "/admin/audit" as Route, shown: (may) => may.audit },
    ],
  },
] as const satisfies readonly { key: string; items: readonly Item[] }[];
