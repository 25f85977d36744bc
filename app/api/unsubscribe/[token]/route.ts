import { readBody } from "@/app/api/inbound/read-body";
import { stopAlert } from "@/lib/alerts/stop";
import { DomainError } from "@/lib/errors";

type Context = { params: Promise<{ token: string }> };

/** What RFC 8058 has a mail system post; there is nothing else to say. */
const maxBytes = 4_096;

/**
 * Ends an alert from within a mail program, with one click (RFC 8058). Its mail system posts here, or its page does, wherever that
 * stands: the address alone is the right, and no cookie is looked at. Doing it again is no error.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const body = await readBody(request, maxBytes);
  if (!body) return new Response(null, { status: 413 });
  if (!(await isOneClick(body, request.headers.get("content-type"))))
    return new Response(null, { status: 400 });
  try {
    await stopAlert((await params).token);
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 404 });
    throw error;
  }
  return new Response(null, { status: 200 });
}

/** Somebody who opens the address themselves is led to the page with the button: reading changes nothing. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const Location = `/alert/stop/${encodeURIComponent((await params).token)}`;
  return new Response(null, { status: 303, headers: { Location, "Cache-Control": "no-store" } });
}

async function isOneClick(body: Uint8Array, type: string | null): Promise<boolean> {
  try {
    const form = await new Response(Uint8Array.from(body), {
      headers: { "Content-Type": type ?? "" },
    }).formData();
    return form.get("List-Unsubscribe") === "One-Click";
  } catch {
    return false;
  }
}
