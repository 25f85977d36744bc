import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { type ImportCounts, importGazetteer } from "@/lib/geo/gazetteer/import";
import { type BadRow, NotAGazetteer, readGazetteerCsv } from "@/lib/geo/gazetteer/read-csv";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";

// The gazetteer by hand: `npm run gazetteer -- import FILE`. FILE is CSV in UTF-8 whose first line names the columns
// name,lat,lon,kind. Bad rows are told and left out.

const MOST_TOLD = 100;
const TELL_EVERY_MS = 10_000;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

const [verb, file, ...rest] = process.argv.slice(2);
if (verb !== "import" || !file || rest.length > 0) fail("Usage: npm run gazetteer -- import FILE");
await access(file).catch(() => fail(`There is no file ${file} that can be read.`));

const live = process.stderr.isTTY;
let started = 0;
let toldAt = 0;
let badRows = 0;

const progressLine = ({ read, added, known }: ImportCounts): string => {
  const perSecond = Math.round(read / ((performance.now() - started) / 1000));
  return `${read} rows read (${perSecond}/s), ${added} added, ${known} known, ${badRows} bad`;
};

function tellProgress(counts: ImportCounts): void {
  if (live) process.stderr.write(`\r\u001b[2K${progressLine(counts)}`);
  else if (performance.now() - toldAt >= TELL_EVERY_MS) {
    toldAt = performance.now();
    console.error(progressLine(counts));
  }
}

function tellBad({ line, reason }: BadRow): void {
  badRows++;
  if (badRows <= MOST_TOLD) console.error(`${live ? "\r\u001b[2K" : ""}line ${line}: ${reason}`);
  else if (badRows === MOST_TOLD + 1) console.error("… more bad lines are counted, not listed");
}

if (!rawEnv().LOG_LEVEL) provideEnv({ LOG_LEVEL: "warn" });
const release = await prepareEnvironment();
let failure: string | undefined;
try {
  await migrate();
  started = toldAt = performance.now();
  const counts = await importGazetteer(readGazetteerCsv(createReadStream(file), tellBad), tellProgress);
  if (live) process.stderr.write("\r\u001b[2K");
  console.log(progressLine(counts));
  if (counts.read === 0) failure = "Nothing was imported: no row of the file is usable.";
} catch (error) {
  const known = error instanceof NotAGazetteer || (error as NodeJS.ErrnoException).syscall === "read";
  if (!known) throw error;
  failure = (error as Error).message;
} finally {
  await disconnect();
  await release();
}
if (failure) fail(failure);
process.exit(0);
