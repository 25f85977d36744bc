import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { rawEnv } from "@/lib/env";

const folder = ".data/bench/bare-route";

const route = (file: string) => `
import { readFileSync } from "node:fs";
const body = readFileSync(${JSON.stringify(file)}, "utf8");
export const dynamic = "force-dynamic";
export const GET = () => new Response(body, { headers: { "content-type": "text/xml; charset=utf-8" } });
`;

/**
 * Builds a Next project that has one route handler, which answers these bytes and does nothing else: as fast as Next can be.
 * @returns its folder, in which `jobs/web.mjs` serves it at `/bare`
 */
export function buildBareRoute(body: string): string {
  const root = path.resolve(folder);
  mkdirSync(path.join(root, "app/bare"), { recursive: true });
  const answer = path.join(root, "answer.xml");
  writeFileSync(answer, body);
  writeFileSync(path.join(root, "app/bare/route.js"), route(answer));
  writeFileSync(path.join(root, "package.json"), `{ "private": true, "type": "module" }\n`);
  writeFileSync(
    path.join(root, "next.config.mjs"),
    `export default { turbopack: { root: ${JSON.stringify(process.cwd())} } };\n`,
  );
  const next = path.resolve("node_modules/next/dist/bin/next");
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, "build"], {
    cwd: root,
    encoding: "utf8",
    env: { ...rawEnv(), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (status !== 0) throw new Error(`The bare route could not be built:\n${stdout}\n${stderr}`);
  return root;
}
