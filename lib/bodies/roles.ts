import { type StaffPermission, staffPermissions } from "@/lib/auth/permissions";

/**
 * The roles that every body can give to its staff, by slug. A body's own row of a role (made when somebody first gets it)
 * may be changed afterwards; this is what it starts with.
 */
export const builtInRoles = {
  admin: { name: "Administrator", permissions: staffPermissions },
  inspector: {
    name: "Inspector",
    permissions: [
      "report:view-private",
      "report:view-reporter",
      "report:edit",
      "report:change-category",
      "report:update",
      "update:edit",
      "delivery:view",
    ],
  },
  "customer-service": {
    name: "Customer service",
    permissions: ["report:view-private", "report:view-reporter", "report:update", "delivery:view"],
  },
  viewer: { name: "Viewer", permissions: ["report:view-private"] },
} as const satisfies Record<string, { name: string; permissions: readonly StaffPermission[] }>;

export type BuiltInRole = keyof typeof builtInRoles;

export const isBuiltInRole = (slug: string): slug is BuiltInRole => Object.hasOwn(builtInRoles, slug);
