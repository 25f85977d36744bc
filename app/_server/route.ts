import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { isSameOrigin } from "@/app/_server/same-origin";
import { env } from "@/lib/env";
import { DomainError, type ErrorCode, forbidden, invalid } from "@/lib/errors";
import { parseInput, textValues } from "@/lib/forms";
import { log, withLogContext } from "@/lib/log";
import { translator } from "@/lib/messages";

const statusOf = {
  not_found: 404,
  forbidden: 403,
  invalid: 400,
  conflict: 409,
  too_many: 429,
} satisfies Record<ErrorCode, number>;

type Schemas = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };
type Parsed<Given extends Schemas, Name extends keyof Schemas> = Given[Name] extends z.ZodType
  ? z.output<Given[Name]>
  : undefined;
type Asked<Given extends Schemas> = {
  request: Request;
  params: Parsed<Given, "params">;
  query: Parsed<Given, "query">;
  body: Parsed<Given, "body">;
};
type Context = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * A route handler: what comes in is checked by the schemas given, what goes out is the handler's `Response`, or JSON of what it
 * answers. A DomainError becomes its status with `{ message, fields }`; anything else 500 without a word of what happened inside.
 * Requests that change something must come from this site's own pages.
 */
export function route<const Given extends Schemas>(
  schemas: Given,
  handle: (asked: Asked<Given>) => Promise<unknown>,
) {
  return async (request: Request, context: Context): Promise<Response> => {
    const id = crypto.randomUUID();
    const answered = await withLogContext({ request: id }, async () => {
      try {
        return await answer(request, context, schemas, handle);
      } catch (error) {
        unstable_rethrow(error);
        return refused(error, id);
      }
    });
    // A redirect's headers are fixed, hence the copy.
    const response = new Response(answered.body, answered);
    response.headers.set("X-Request-Id", id);
    return response;
  };
}

async function answer<Given extends Schemas>(
  request: Request,
  context: Context,
  schemas: Given,
  handle: (asked: Asked<Given>) => Promise<unknown>,
): Promise<Response> {
  const t = translator("refusals");
  const reads = ["GET", "HEAD", "OPTIONS"].includes(request.method);
  if (!reads && !isSameOrigin(request.headers, env.SITE_URL)) throw forbidden(t("origin"));
  const check = async (schema: z.ZodType | undefined, read: () => unknown) =>
    schema && parseInput(schema, await read(), t("request"));
  const asked = {
    request,
    params: await check(schemas.params, () => context.params),
    query: await check(schemas.query, () => listed(new URL(request.url).searchParams)),
    body: await check(schemas.body, () => bodyOf(request)),
  };
  // Each is there exactly if its schema is.
  const result = await handle(asked as Asked<Given>);
  return result instanceof Response ? result : Response.json(result ?? null);
}

/** A parameter that is given several times is a list. */
function listed(query: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const all = query.getAll(name);
      return [name, all.length > 1 ? all : (all[0] ?? "")];
    }),
  );
}

async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  try {
    if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) {
      return textValues(await request.formData());
    }
    return await request.json();
  } catch {
    throw invalid(translator("refusals")("request"));
  }
}

function refused(error: unknown, request: string): Response {
  if (error instanceof DomainError) {
    return Response.json(
      { message: error.message, fields: error.fields },
      {
        status: statusOf[error.code],
        headers: {
          "Cache-Control": "no-store",
          ...(error.retryAfterSeconds !== null && { "Retry-After": String(error.retryAfterSeconds) }),
        },
      },
    );
  }
  log.error({ err: error }, "a request could not be handled");
  return Response.json(
    { message: translator("refusals")("failed"), request },
    { status: 500, headers: { "Cache-Control": "no-store" } },
  );
}
