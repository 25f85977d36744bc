import { type NextRequest, NextResponse } from "next/server";
import { sessionCookie } from "@/app/_server/session-cookie";
import { variantOf } from "@/app/_server/variants";

/** Chooses the file that answers an address; the rule itself stands in `app/_server/variants.ts`. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  if (pathname === "/admin" || pathname.startsWith("/admin/")) return tellPath(request, pathname + search);
  const { name } = sessionCookie();
  // A large session is cut into pieces: name.0, name.1, …
  const hasSession = request.cookies.has(name) || request.cookies.has(`${name}.0`);
  const variant = variantOf(pathname, search, hasSession);
  const url = request.nextUrl.clone();
  switch (variant.kind) {
    case "as it is":
      return NextResponse.next();
    case "gone":
      return NextResponse.rewrite(url, { status: 410 });
    case "rewrite":
      url.pathname = variant.path;
      return NextResponse.rewrite(url);
    case "unknown":
      // No page has this name, so it is answered by the site's own "not found".
      url.pathname = "/_unknown";
      return NextResponse.rewrite(url);
  }
}

/** A server component does not know its own address, which whoever must sign in first is to come back to. */
function tellPath(request: NextRequest, path: string): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-path", path);
  return NextResponse.next({ request: { headers } });
}

export const config = {
  matcher: [
    "/",
    "/around",
    "/reports/:path*",
    "/report/:path*",
    "/front/:path*",
    "/live/:path*",
    "/open311.cgi/:path*",
    "/admin/:path*",
  ],
};
