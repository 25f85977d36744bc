import { withDots } from "@/components/admin/wire/pretty";

type Request = {
  method: string;
  url: string;
  requestHeaders: Readonly<Record<string, string>>;
  requestBody: string | null;
};

/** curl makes these by itself. */
const itsOwn = /^(?:content-length|host|connection|accept-encoding|transfer-encoding)$/i;

/** A call as a line for a shell. Secrets were blanked before it was kept: dots stand where one's own must be put. */
export function curlOf({ method, url, requestHeaders, requestBody }: Request): string {
  const parts = [`curl${method === "GET" ? "" : ` -X ${method}`} ${quoted(withDots(url))}`];
  for (const [name, value] of Object.entries(requestHeaders)) {
    if (!itsOwn.test(name)) parts.push(`-H ${quoted(`${name}: ${withDots(value)}`)}`);
  }
  if (requestBody !== null) parts.push(`--data-raw ${quoted(withDots(requestBody))}`);
  return parts.join(" \\\n  ");
}

/** For a POSIX shell: nothing inside single quotes means anything, and a single quote itself is put between two of them. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
