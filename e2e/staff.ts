import { type APIRequestContext, expect, request } from "@playwright/test";
import { db } from "@/lib/db";
import { signInPath } from "@/lib/testing/site";

/**
 * Somebody's session over plain HTTP, for what needs no browser: follows the link that they get by mail and presses its button, as
 * a browser without scripts does. Dispose of it in the end.
 */
export async function signedIn(baseURL: string, email: string): Promise<APIRequestContext> {
  const { id } = await db.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const context = await request.newContext({
    baseURL,
    extraHTTPHeaders: { Origin: new URL(baseURL).origin },
  });
  const path = await signInPath(id);
  const page = await (await context.get(path)).text();
  const form = page.slice(page.indexOf("<form", page.indexOf("<main")));
  const pressed = await context.post(path, { multipart: hiddenFields(form), maxRedirects: 0 });
  expect(pressed.status(), `the sign-in of ${email} leads on`).toBe(303);
  return context;
}

/** What the first form of this HTML sends along unseen, by name. */
function hiddenFields(html: string): Record<string, string> {
  const inputs = html.slice(0, html.indexOf("</form>")).match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return Object.fromEntries(inputs.map((input) => [attribute(input, "name"), attribute(input, "value")]));
}

const attribute = (tag: string, name: string): string =>
  (new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
