import { createReadStream } from "node:fs";
import { job } from "@/lib/actor";
import { importCouncilFile } from "@/lib/bodies/council-file/import";
import { importGazetteer } from "@/lib/geo/gazetteer/import";
import { readGazetteerCsv } from "@/lib/geo/gazetteer/read-csv";
import { demoBodies } from "@/prisma/demo/bodies-at";
import { type DemoCouncil, demoCouncilFile } from "@/prisma/demo/council-file";
import { seedPhotos } from "@/prisma/demo/seed-photos";
import { seedReports } from "@/prisma/demo/seed-reports";
import { townFile } from "@/prisma/demo/town-files";

type DemoOptions = DemoCouncil & {
  /** How many reports the town starts with. */
  reports: number;
  /** How many of them have a picture; drawing one takes a fraction of a second. */
  photos?: number;
  now?: Date;
};

/**
 * Sets up the demo town: councils and staff, the gazetteer, and a history of reports, some with photos. Doing it again changes
 * nothing but the address of the demo council.
 */
export async function seedDemo({
  reports,
  photos = 40,
  now = new Date(),
  ...council
}: DemoOptions): Promise<void> {
  const file = demoCouncilFile(council);
  await importCouncilFile(job("demo"), file);
  await importGazetteer(
    readGazetteerCsv(createReadStream(townFile("gazetteer.csv")), ({ line, reason }) => {
      throw new Error(`gazetteer.csv, line ${line}: ${reason}`);
    }),
  );
  const bodies = await demoBodies((file.bodies ?? []).map(({ slug }) => slug));
  await seedReports(bodies, reports, now);
  await seedPhotos(reports, photos);
}
