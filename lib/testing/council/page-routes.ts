import { type ReadForm, readForm } from "@/lib/open311/read/form";
import { UnreadableForm } from "@/lib/open311/read/multipart";
import { type Answer, redirectTo } from "@/lib/testing/council/answer";
import type { Office } from "@/lib/testing/council/office";
import { deskPage, sorryPage } from "@/lib/testing/council/page";
import { raiseOwn } from "@/lib/testing/council/raise-own";
import { DeskStatus } from "@/lib/testing/council/records";
import { Refusal } from "@/lib/testing/council/refusal";
import { type DeskCall, isFromElsewhere } from "@/lib/testing/council/same-origin";
import { style } from "@/lib/testing/council/style";
import { words } from "@/lib/testing/council/words";

const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; img-src 'self' http: https:; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not no-referrer: browsers would then send `Origin: null` with our own forms.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/** Answers a call for the works desk page. @throws Refusal, to be shown as a page */
export async function answerPage(office: Office, call: DeskCall): Promise<Answer> {
  const { pathname, searchParams } = call.url;
  const method = call.request.method ?? "GET";
  if (method === "POST") return act(office, call);
  if (method !== "GET" && method !== "HEAD") throw new Refusal(405, words.failed.method);
  if (pathname === "/style.css") {
    return {
      status: 200,
      headers: { "content-type": "text/css; charset=utf-8", "cache-control": "no-cache" },
      body: style,
    };
  }
  if (pathname !== "/") throw new Refusal(404, words.failed.missing);
  const before = Number(searchParams.get("before") ?? Number.NaN);
  const body = deskPage(office, searchParams.get("said"), Number.isInteger(before) ? before : undefined);
  return { status: 200, headers: pageHeaders, body };
}

export function refusePage(refusal: Refusal): Answer {
  const reasons = refusal.status === 413 ? [words.failed.tooLarge] : refusal.reasons;
  return { status: refusal.status, headers: pageHeaders, body: sorryPage(reasons) };
}

async function act(office: Office, call: DeskCall): Promise<Answer> {
  if (isFromElsewhere(call)) throw new Refusal(403, words.failed.origin);
  const form = await read(call);
  const one = (name: string): string => form.fields.get(name)?.[0]?.trim() ?? "";
  const photos = form.files.filter((file) => file.field === "photo").map((file) => file.bytes);
  if (call.url.pathname === "/raise") {
    const raised = raiseOwn(office, {
      serviceCode: one("service"),
      description: one("description"),
      lat: Number(one("lat") || Number.NaN),
      long: Number(one("long") || Number.NaN),
      photos,
    });
    await office.changed();
    return redirectTo(`/?said=raised#case-${raised.key}`);
  }
  const [, key, verb] = /^\/cases\/(\d+)\/(say|reference)$/.exec(call.url.pathname) ?? [];
  if (!key) throw new Refusal(404, words.failed.missing);
  if (verb === "say") {
    office.desk.say(Number(key), {
      status: chosenStatus(one("status"), one("other")),
      text: one("text"),
      externalStatusCode: one("code"),
      photoIds: photos.map((bytes) => office.photos.put(bytes)),
    });
  } else office.desk.giveReference(Number(key), one("reference"));
  await office.changed();
  return redirectTo(`/?said=${verb === "say" ? "said" : "reference"}#case-${key}`);
}

async function read(call: DeskCall): Promise<ReadForm> {
  try {
    return await readForm(call.headers["content-type"] ?? null, await call.readBody());
  } catch (error) {
    if (error instanceof UnreadableForm) throw new Refusal(400, error.message);
    throw error;
  }
}

/** The state of the button pressed; `same` leaves it, `other` takes the list's. */
function chosenStatus(button: string, other: string): DeskStatus | undefined {
  if (button === "same") return undefined;
  const status = DeskStatus.safeParse(button === "other" ? other : button);
  if (!status.success) throw new Refusal(400, words.failed.state);
  return status.data;
}
