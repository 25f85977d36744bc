/** Pages that look the same to everybody while nothing is asked for in the query string. */
const plainPages = /^\/(?:around|reports(?:\/[^/]+)?)?$/;
/** Pages that somebody who has signed in may see more of. */
const livePages = /^\/report\/[1-9]\d{0,9}$/;
/** Where reports that were taken down are spoken of. */
const gonePages = /^\/report\/[1-9]\d{0,9}\/gone$/;
/** Folders of twins; nobody's address. */
const inside = /^\/(?:front|live)(?:\/|$)/;

/** FixMyStreet's older name of its Open311 server, which clients still call. */
const oldServer = /^\/open311\.cgi(?=\/|$)/;

export type Variant =
  | { kind: "rewrite"; path: string }
  | { kind: "unknown" }
  | { kind: "gone" }
  | { kind: "as it is" };

/**
 * Which file answers an address. A page without a query string is answered by its twin under `/front/public`, which is made when
 * somebody first asks and kept for some seconds; one with a query string is made each time. A report is kept likewise, but who
 * has a session (of which only the cookie's presence is known here) is answered by its twin under `/live`, made each time.
 */
export function variantOf(pathname: string, search: string, hasSession: boolean): Variant {
  if (oldServer.test(pathname)) return { kind: "rewrite", path: pathname.replace(oldServer, "/open311") };
  if (inside.test(pathname)) return { kind: "unknown" };
  if (gonePages.test(pathname)) return { kind: "gone" };
  const asked = new URLSearchParams(search);
  // Right after something was confirmed or said, the page is shown as it is now, also in a browser that keeps no cookie. Whoever may
  // see no more than everybody is led to what everybody sees.
  const live = hasSession || asked.has("confirmed") || asked.has("said");
  if (livePages.test(pathname) && live && !asked.has("everybody"))
    return { kind: "rewrite", path: `/live${pathname}` };
  asked.delete("_rsc");
  if (!plainPages.test(pathname) || asked.size > 0) return { kind: "as it is" };
  return { kind: "rewrite", path: `/front/public${pathname === "/" ? "" : pathname}` };
}
