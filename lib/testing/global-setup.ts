/** Runs once before all tests; the database part arrives with lib/testing/database.ts. */
export async function setup(): Promise<void> {}
