import "@/lib/testing/database";
import { expect, test } from "vitest";
import type { ClientActor } from "@/lib/actor";
import { tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { makeReport, makeUser } from "@/lib/testing/factories";
import { confirmUpdate } from "@/lib/updates/confirm";
import { postUpdate } from "@/lib/updates/post-update";
import type { PostedUpdate } from "@/lib/updates/posted-update";

async function makeClient(trusted: boolean): Promise<ClientActor> {
  const name = `poster of updates, ${trusted}`;
  const { id } = await db.apiClient.create({ data: { name, keyHash: name, may: ["post-updates"], trusted } });
  return { kind: "client", clientId: id, name, bodyId: null, trusted, may: ["post-updates"] };
}

const says = (reportId: number, more: Partial<PostedUpdate>): PostedUpdate => ({
  ...{ reportId, reference: null, status: undefined, text: "", email: "", name: "", showName: false },
  ...{ files: [], mediaUrls: [], ...more },
});

test("whether an address is the reporter's is not to be learnt from what an untrusted caller is answered", async () => {
  const client = await makeClient(false);
  const reporter = await makeUser();
  const report = await makeReport({ reporterId: reporter.id, state: "fixed_council" });
  const ask = (email: string) => postUpdate(client, says(report.id, { status: "reopen", email }), new Date());
  expect((await ask("stranger@a.example")).kind).toBe("waits");
  expect((await ask(reporter.email ?? "")).kind).toBe("waits");

  const stranger = await db.token.findFirstOrThrow({
    where: { reportId: report.id, user: { email: "stranger@a.example" } },
  });
  const { updateId } = await confirmUpdate(tokenText(stranger));
  const told = { visibility: true, report: { select: { state: true } } } as const;
  expect(await db.update.findUnique({ where: { id: updateId }, select: told })).toEqual({
    ...{ visibility: "hidden", report: { state: "fixed_council" } },
  });
});

test("that a report is private is not to be told from there being none", async () => {
  const client = await makeClient(true);
  const report = await makeReport({ visibility: "private" });
  const refused = (reportId: number) =>
    postUpdate(client, says(reportId, { text: "Hm" }), new Date()).then(
      () => null,
      ({ code, message }) => ({ code, message }),
    );
  expect(await refused(report.id)).toEqual(await refused(2_147_483_647));
  expect((await refused(report.id))?.code).toBe("not_found");
});
