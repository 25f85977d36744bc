import { calls } from "@/app/open311/v2/[...path]/calls";
import { DomainError } from "@/lib/errors";
import { log, withLogContext } from "@/lib/log";
import { writeErrors } from "@/lib/open311/write/errors";
import type { Format, Written } from "@/lib/open311/write/wire-tree";

/** A call as far as its address tells. */
export type Asked = { request: Request; format: Format; query: URLSearchParams };
export type Answer = { status: number; document: Written; headers?: Record<string, string> };

type Method = "GET" | "POST";
export type Call = {
  /** What stands below the end point, without its suffix. */
  path: RegExp;
  methods: Partial<Record<Method, (asked: Asked) => Promise<Answer>>>;
};

type Context = { params: Promise<{ path: string[] }> };

/** An error in the protocol's own shape (GeoReport v2, "Errors"). */
export function refuse(
  format: Format,
  status: number,
  description: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, document: writeErrors([{ code: String(status), description }], format), headers };
}

/**
 * Answers any call below the end point, in XML or JSON by its suffix: 404 for what is none, 405 for one by another method. Whatever
 * goes wrong inside is told without a word of it.
 */
export async function answerCall(request: Request, { params }: Context): Promise<Response> {
  const { path } = await params;
  const id = crypto.randomUUID();
  const { status, document, headers } = await withLogContext({ request: id }, () =>
    answer(request, path.join("/")),
  );
  return new Response(document.body, {
    status,
    headers: {
      ...{ "content-type": document.contentType, "cache-control": "no-store", "x-request-id": id },
      ...headers,
    },
  });
}

async function answer(request: Request, path: string): Promise<Answer> {
  const [, bare = "", suffix] = /^(.+)\.(xml|json)$/i.exec(path) ?? [];
  const format: Format = suffix?.toLowerCase() === "json" ? "json" : "xml";
  const call = calls.find((one) => one.path.test(bare));
  if (!call) return refuse(format, 404, "There is no such call");
  const methods = new Map(Object.entries(call.methods));
  const handle = methods.get(request.method);
  if (!handle) {
    const allow = [...methods.keys()].join(", ");
    return refuse(format, 405, `This is answered to ${allow} only`, { allow });
  }
  try {
    return await handle({ request, format, query: new URL(request.url).searchParams });
  } catch (error) {
    if (error instanceof DomainError && error.code === "too_many") {
      const seconds = error.retryAfterSeconds ?? 60;
      return refuse(format, 429, error.message, { "retry-after": String(seconds) });
    }
    log.error({ err: error }, "an Open311 call could not be answered");
    return refuse(format, 500, "Something went wrong here. Please try again later");
  }
}
