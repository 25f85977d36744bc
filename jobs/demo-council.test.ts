import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function run(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "jobs/demo-council.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}
async function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (!stream) throw new Error("no stream");
  const [line] = (await once(createInterface({ input: stream }), "line")) as [string];
  return line;
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "prints one line of JSON when it listens and ends cleanly on %s",
  async (signal) => {
    const child = run("--api-key", "k-1");
    const { url, page, port } = JSON.parse(await firstLine(child.stdout)) as {
      url: string;
      page: string;
      port: number;
    };
    expect(url).toBe(`http://127.0.0.1:${port}/v2`);
    expect((await fetch(page)).status).toBe(200);
    const body = new URLSearchParams({
      api_key: "k-1",
      service_code: "TRE-2",
      address_string: "Quay Street",
    });
    expect((await fetch(`${url}/requests.json`, { method: "POST", body })).status).toBe(200);
    const exited = once(child, "exit");
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  },
);

test("a port that is taken is said in one line, with exit code 1", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const child = run("--port", String(port));
  const exited = once(child, "exit");
  expect(await firstLine(child.stderr)).toMatch(/^demo council: .*EADDRINUSE/);
  expect(await exited).toEqual([1, null]);
  other.close();
});
