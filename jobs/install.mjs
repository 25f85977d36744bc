// Makes a fresh clone ready: `npm ci` when the lock file changed, the Prisma client when the schema did.
// Plain JavaScript without dependencies, as it runs before there are any.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Mendline needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const fingerprint = (...files) =>
  files.reduce((hash, file) => hash.update(readFileSync(file)), createHash("sha256")).digest("hex");

function step(mark, wanted, message, command, args) {
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  console.error(message);
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error(`${command} ${args.join(" ")} failed: see above.`);
    process.exit(status ?? 1);
  }
  writeFileSync(mark, wanted);
}

const packages = fingerprint("package.json", "package-lock.json");
step("node_modules/.mendline-installed", packages, "Installing packages …", "npm", [
  "ci",
  "--include=dev",
  "--no-audit",
  "--no-fund",
]);
const client = fingerprint("prisma/schema.prisma", "package-lock.json");
step("prisma/generated/.made-from", client, "Generating the database client …", "node", [
  "node_modules/prisma/build/index.js",
  "generate",
]);
