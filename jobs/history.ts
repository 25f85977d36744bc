import { type Command, readCommand, usage } from "@/jobs/history/command";
import { readIn } from "@/jobs/history/read-in";
import { takeBack } from "@/jobs/history/take-back";
import { disconnect } from "@/lib/db";
import { provideEnv, rawEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";
import { FileFault } from "@/lib/sync/history/splitter";

// A back end's old items: `npm run history -- requests FILE --connection ID`. See docs/operations.md.
// Exit codes: 0 done, 1 refused or something is wrong with the file, 2 the command was not understood, 130 paused.

function understood(): Exclude<Command, { name: "help" }> {
  try {
    const command = readCommand(process.argv.slice(2), new Date());
    if (command.name !== "help") return command;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message}.\n\n${usage}`);
    process.exit(2);
  }
}

const command = understood();
if (!rawEnv().LOG_LEVEL) provideEnv({ LOG_LEVEL: "fatal" });
const release = await prepareEnvironment();
try {
  await migrate();
  process.exitCode = await (command.name === "undo" ? takeBack(command) : readIn(command));
} catch (error) {
  if (!(error instanceof DomainError) && !(error instanceof FileFault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await disconnect();
  await release();
}
process.exit();
