import "@/lib/testing/database";
import { expect, test } from "vitest";
import { GET, POST } from "@/app/api/unsubscribe/[token]/route";
import { createToken, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { makeReport, makeUser } from "@/lib/testing/factories";

async function alert() {
  const { id: userId } = await makeUser();
  const { id: reportId } = await makeReport();
  const made = await db.alert.create({
    data: { kind: "report", userId, reportId, confirmedAt: new Date() },
  });
  const token = await createToken(db, {
    ...{ kind: "stop_alert", userId, alertId: made.id },
    ...{ now: new Date(), ttl: 60_000 },
  });
  return { id: made.id, link: tokenText(token) };
}

const isOn = async (id: number) => (await db.alert.findUniqueOrThrow({ where: { id } })).disabledAt === null;
const context = (token: string) => ({ params: Promise.resolve({ token }) });
const oneClick = "List-Unsubscribe=One-Click";
const form = (body: string) =>
  new Request("https://mendline.test/api/unsubscribe/x", {
    method: "POST",
    body,
    headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: "https://webmail.example" },
  });

test("one click in a mail program ends the alert, a second one is no error", async () => {
  const { id, link } = await alert();
  expect((await POST(form(oneClick), context(link))).status).toBe(200);
  expect(await isOn(id)).toBe(false);
  expect((await POST(form(oneClick), context(link))).status).toBe(200);
  expect(await db.auditEntry.count({ where: { action: "alerts.stop" } })).toBe(1);
});

test("the click may come as a multipart form too", async () => {
  const { id, link } = await alert();
  const body = new FormData();
  body.set("List-Unsubscribe", "One-Click");
  const request = new Request("https://mendline.test/api/unsubscribe/x", { method: "POST", body });
  expect((await POST(request, context(link))).status).toBe(200);
  expect(await isOn(id)).toBe(false);
});

test("what only opens the address is led to the page with the button, and ends nothing", async () => {
  const { id, link } = await alert();
  const answer = await GET(new Request("https://mendline.test/"), context(link));
  expect([answer.status, answer.headers.get("location")]).toEqual([303, `/alert/stop/${link}`]);
  expect(await isOn(id)).toBe(true);
});

test("a post that is no click, is too long, or has an altered link, ends nothing", async () => {
  const { id, link } = await alert();
  expect((await POST(form("hello=world"), context(link))).status).toBe(400);
  expect((await POST(form(`${oneClick}&x=${"y".repeat(5_000)}`), context(link))).status).toBe(413);
  const altered = link.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect((await POST(form(oneClick), context(altered))).status).toBe(404);
  expect(await isOn(id)).toBe(true);
});
