import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { axe } from "./axe";

const run = promisify(execFile);

/** The examples of the guide for integrators: shell lines, and below each what its answer holds. */
const [setup = "", ...examples] = [
  ...readFileSync("docs/open311.md", "utf8").matchAll(/^```sh\n(.*?)^```$/gms),
].map(([, lines = ""]) => lines);

const expectedOf = (example: string): string[] =>
  example.split("\n").flatMap((line) => (line.startsWith("# ") ? [line.slice(2)] : []));

test("the guide has examples, each with what is answered", () => {
  expect(examples.length).toBeGreaterThan(6);
  for (const example of examples) expect(expectedOf(example), example).not.toEqual([]);
});

for (const [n, example] of examples.entries()) {
  const [call] = /curl.*/.exec(example) ?? [];
  test(`example ${n + 1} of the guide works as it stands: ${call}`, async ({ baseURL }) => {
    const folder = mkdtempSync(path.join(tmpdir(), "open311-"));
    try {
      const here = setup.replace(/^BASE=.*$/m, `BASE=${baseURL}/open311/v2`);
      const { stdout } = await run("bash", ["-euo", "pipefail", "-c", `${here}\n${example}`], {
        cwd: folder,
      });
      let rest = stdout;
      for (const expected of expectedOf(example)) {
        expect(rest).toContain(expected);
        rest = rest.slice(rest.indexOf(expected) + expected.length);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test("addresses as foreign clients write them are answered without a redirect", async ({
  request,
  baseURL,
}) => {
  // As it stands: a path that begins with two slashes would be another host's address.
  const status = async (address: string) =>
    (await request.get(`${baseURL}${address}`, { maxRedirects: 0 })).status();
  for (const address of [
    ...["/open311/v2/services.XML", "/open311/v2/services", "/open311/v2/services.json/"],
    ...[
      "//open311//v2///services.json",
      "/open311.cgi/v2/services.json",
      "/open311.cgi/v2/requests.xml?limit=1",
    ],
  ]) {
    expect([address, await status(address)]).toEqual([address, 200]);
  }
  const odd = await request.get("/open311/v2/services/100%.json");
  expect([odd.status(), (await odd.json())[0].code]).toEqual([404, "404"]);
  for (const address of ["/open311/v2//requests.json", "/open311.cgi/v2/requests.json/"]) {
    const posted = await request.post(address, { form: { service_code: "Pothole" }, maxRedirects: 0 });
    expect([address, posted.status()]).toEqual([address, 403]);
  }
});

test("a blank in an address is understood", async ({ baseURL }) => {
  const { port } = new URL(baseURL ?? "");
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), "localhost");
    let said = "";
    socket
      .on("data", (piece) => (said += piece))
      .on("error", reject)
      .on("close", () => resolve(said));
    socket.write("GET /open311/v2/services/Fallen tree.json HTTP/1.1\r\nHost: localhost\r\n\r\n");
  });
  expect(answer).toMatch(/^HTTP\/1\.1 301 .*\r\nLocation: \/open311\/v2\/services\/Fallen%20tree\.json\r\n/);
});

test("pages of other sites may ask, and caches are told what they may keep", async ({ request }) => {
  const address = "/open311/v2/services.json";
  const asking = await request.fetch("/open311/v2/requests.json", { method: "OPTIONS" });
  expect([asking.status(), asking.headers()["access-control-allow-origin"]]).toEqual([204, "*"]);
  const first = await request.get(address);
  const tag = first.headers().etag ?? "";
  expect(first.headers()["cache-control"]).toContain("s-maxage");
  expect((await request.get(address, { headers: { "if-none-match": tag } })).status()).toBe(304);
  const head = await request.head(address);
  expect([head.status(), (await head.body()).length]).toEqual([200, 0]);
  const wrong = await request.get(address, { headers: { "x-api-key": "none" } });
  expect([wrong.status(), wrong.headers()["cache-control"]]).toEqual([403, "no-store"]);
});

test("who opens the end point in a browser is told what it is, with calls that work", async ({
  page,
  request,
}) => {
  for (const address of ["/open311", "/open311/v2", "/open311/v2/"]) {
    const response = await page.goto(address);
    expect([address, response?.status()]).toEqual([address, 200]);
  }
  await expect(page.getByRole("heading", { level: 1, name: "Open311" })).toBeVisible();
  await axe(page);
  const links = await page
    .locator("main dd a")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect([link, (await request.get(link)).status()]).toEqual([link, 200]);
  await page.setViewportSize({ width: 375, height: 780 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, "nothing is wider than the screen").toBeLessThanOrEqual(0);
});
