import NextAuth, { type NextAuthOptions } from "next-auth";

/** What next-auth is asked: the path under /api/auth, and the request's parts. */
export type NextAuthCall = {
  path: readonly string[];
  method: string;
  query?: Readonly<Record<string, string>>;
  cookies?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Readonly<Record<string, string>> | undefined;
};

/**
 * Asks next-auth by its older interface of request and response objects, which takes cookies as they are given: its newer one
 * reads them from Next's own request, so that nothing could be asked on somebody's behalf.
 */
export async function callNextAuth(call: NextAuthCall, options: NextAuthOptions): Promise<Response> {
  const { path, query = {}, cookies = {}, headers = {}, ...rest } = call;
  const answer = new Headers({ "Cache-Control": "no-store" });
  let status = 200;
  let body: string | null = null;
  const response = {
    getHeader: (name: string) =>
      name.toLowerCase() === "set-cookie" ? answer.getSetCookie() : answer.get(name),
    setHeader(name: string, value: string | string[]) {
      answer.delete(name);
      for (const one of [value].flat()) answer.append(name, one);
      return response;
    },
    status(code: number) {
      status = code;
      return response;
    },
    json(value: unknown) {
      answer.set("Content-Type", "application/json");
      body = JSON.stringify(value);
    },
    send(value: unknown) {
      if (typeof value === "string") body = value;
      else if (value !== undefined && value !== null) response.json(value);
    },
    end() {},
  };
  const request = { ...rest, query: { ...query, nextauth: [...path] }, cookies, headers };
  await (NextAuth(request as never, response as never, options) as Promise<unknown>);
  return new Response(body, { status, headers: answer });
}
