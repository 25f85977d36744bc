import type { Actor } from "@/lib/actor";
import { record } from "@/lib/audit";
import { requireSuperuser } from "@/lib/auth/superuser";
import { checkDoubles } from "@/lib/bodies/council-file/check-doubles";
import { checkReferences } from "@/lib/bodies/council-file/check-references";
import { Faults } from "@/lib/bodies/council-file/faults";
import { loadKnown } from "@/lib/bodies/council-file/known";
import { type Counts, Ledger, type Thing } from "@/lib/bodies/council-file/ledger";
import { CouncilFile } from "@/lib/bodies/council-file/schema";
import { writeAreas } from "@/lib/bodies/council-file/write-areas";
import { writeBodies } from "@/lib/bodies/council-file/write-bodies";
import { writeClients } from "@/lib/bodies/council-file/write-clients";
import { writeUsers } from "@/lib/bodies/council-file/write-users";
import { db } from "@/lib/db";

/** Any number; imports lock on it, so that one sees what the other wrote. */
const LOCK = 20_261_124;
/** An outline of a large county, hundreds of contacts: slow machines need a while. */
const TIMEOUT_MS = 120_000;

export type Imported = Record<Thing, Counts>;

/**
 * Brings the database to what a council file says; what it does not mention stays as it is. All or nothing, and a second
 * time changes nothing. The file's form: docs/council-file.md.
 * @param json the parsed file
 * @returns how many of each were created, updated, unchanged
 * @throws DomainError `invalid` before anything is written; a line of the message and a key of `fields` for each fault
 * (`bodies[0].contacts[2].connection`). `forbidden` unless a job or a superuser asks.
 */
export async function importCouncilFile(actor: Actor, json: unknown): Promise<Imported> {
  requireSuperuser(actor);
  const file = readCouncilFile(json);
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(${LOCK})`;
      const known = await loadKnown(tx, file);
      const faults = new Faults();
      checkReferences(file, known, faults);
      faults.throwIfAny();
      const ledger = new Ledger(tx, actor);
      const areaIds = await writeAreas(ledger, file.areas ?? [], known);
      const bodyIds = await writeBodies(ledger, file.bodies ?? [], known, areaIds);
      await writeUsers(ledger, file.users ?? [], known, bodyIds);
      await writeClients(ledger, file.clients ?? [], known, bodyIds);
      await record(tx, actor, "council.import", { after: ledger.counts });
      return ledger.counts;
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  );
}

/** The file by itself: its form, and that nothing stands in it twice. @throws DomainError `invalid` naming every fault */
export function readCouncilFile(json: unknown): CouncilFile {
  const faults = new Faults();
  const result = CouncilFile.safeParse(json);
  if (!result.success) {
    faults.addSchema(result.error);
    throw faults.error();
  }
  checkDoubles(result.data, faults);
  faults.throwIfAny();
  return result.data;
}
