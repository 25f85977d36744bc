import { spawn } from "node:child_process";
import { migrate, prepareEnvironment } from "@/lib/postgres/prepare";

// Runs a command with a database at hand: `tsx jobs/with-database.ts [--migrate] COMMAND …`
const args = process.argv.slice(2);
const wantsMigration = args[0] === "--migrate";
const [command = "", ...rest] = wantsMigration ? args.slice(1) : args;

const release = await prepareEnvironment();
if (wantsMigration) await migrate();
const child = spawn(command, rest, { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
const code = await new Promise<number>((resolve) => {
  child.on("error", (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    resolve(127);
  });
  child.on("exit", (exitCode, signal) => resolve(exitCode ?? (signal ? 130 : 1)));
});
await release();
process.exit(code);
