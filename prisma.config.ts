import path from "node:path";
import { defineConfig } from "prisma/config";

// The stock CLI downloads a native engine from a host that locked-down networks do not reach;
// prisma/schema-engine.mjs is the same engine from npm (docs/adr/0003-prisma-offline.md).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve(import.meta.dirname, "prisma/schema-engine.mjs");

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: {
    url:
      process.env.DATABASE_DIRECT_URL ?? process.env.DATABASE_URL ?? "postgresql://localhost:5432/mendline",
  },
});
