import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { job } from "@/lib/actor";
import { exportCouncilFile } from "@/lib/bodies/council-file/export";
import { importCouncilFile } from "@/lib/bodies/council-file/import";
import { disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";

// Councils as a file: `npm run council -- import FILE` and `npm run council -- export`. See docs/council-file.md.
// Exit codes: 0 done, 1 the file was refused or there is no such body, 2 the command was not understood.

const usage = `Usage: npm run council -- import FILE              FILE may be - for what is piped in
       npm run council -- export [--body SLUG] [--with-secrets] > FILE`;

type Command = { name: "import"; file: string } | { name: "export"; body?: string; withSecrets: boolean };

function read(): Command {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { body: { type: "string" }, "with-secrets": { type: "boolean" }, help: { type: "boolean" } },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const [name, file, ...rest] = positionals;
  const { body, "with-secrets": withSecrets } = values;
  if (name === "import" && file !== undefined && rest.length === 0) {
    if (body !== undefined || withSecrets) throw new Error("import takes nothing but the file");
    return { name, file };
  }
  if (name === "export" && file === undefined) {
    return { name, withSecrets: withSecrets ?? false, ...(body !== undefined && { body }) };
  }
  if (name === "import") throw new Error(file === undefined ? "Which file?" : "One file at a time");
  if (name === "export") throw new Error("export writes to standard output: redirect it into a file");
  throw new Error(name === undefined ? "import or export?" : `There is no command “${name}”`);
}

async function readJson(file: string): Promise<unknown> {
  let text = "";
  if (file === "-") for await (const part of process.stdin.setEncoding("utf8")) text += part;
  else text = await readFile(file, "utf8");
  return JSON.parse(text.replace(/^\uFEFF/, ""));
}

/** @returns the exit code */
async function run(command: Command): Promise<number> {
  try {
    if (command.name === "import") {
      console.log(JSON.stringify(await importCouncilFile(job("council"), await json)));
    } else {
      console.log(JSON.stringify(await exportCouncilFile(command), null, 2));
    }
    return 0;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    console.error(error.message);
    if (command.name === "import") console.error("Nothing was changed.");
    return 1;
  }
}

let command: Command;
try {
  command = read();
} catch (error) {
  console.error(`${(error as Error).message}.\n${usage}`);
  process.exit(2);
}
// A file that cannot be read is told before a database is started for it.
let json: Promise<unknown> = Promise.resolve(null);
if (command.name === "import") {
  json = readJson(command.file);
  const fault = await json.then(
    () => null,
    (error: Error) => error.message,
  );
  if (fault !== null) {
    console.error(`${command.file} cannot be read: ${fault}`);
    process.exit(1);
  }
}
if (!rawEnv().LOG_LEVEL) provideEnv({ LOG_LEVEL: "warn" });
const release = await prepareEnvironment();
await migrate();
process.exitCode = await run(command);
await disconnect();
await release();
process.exit();
