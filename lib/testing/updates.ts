import { db, type Prisma } from "@/lib/db";
import { makeReport } from "@/lib/testing/factories";

/** Public, said now by somebody passing by, unless told otherwise. Nothing is sent or queued. */
export async function makeUpdate(overrides: Partial<Prisma.UpdateUncheckedCreateInput> = {}) {
  const reportId = overrides.reportId ?? (await makeReport()).id;
  return db.update.create({
    data: {
      origin: "citizen",
      visibility: "public",
      text: "It is still there.",
      name: "Bo",
      confirmedAt: new Date(),
      ...overrides,
      reportId,
    },
  });
}
