import { withDots } from "@/components/admin/wire/pretty";
import { curlOf } from "@/lib/delivery/curl";

type Request = Parameters<typeof curlOf>[0];

/** curl makes these by itself. */
const itsOwn = /^(?:content-length|host|connection|accept-encoding|transfer-encoding)$/i;

/**
 * A call as people copy it; null for what is no call over HTTP. Secrets were blanked before it was kept: dots stand where one's
 * own must be put.
 */
export function curlToCopy({ method, url, requestHeaders, requestBody }: Request): string | null {
  const headers = Object.entries(requestHeaders).filter(([name]) => !itsOwn.test(name));
  return curlOf({
    method,
    url: withDots(url),
    requestHeaders: Object.fromEntries(headers.map(([name, value]) => [name, withDots(value)])),
    requestBody: requestBody && withDots(requestBody),
  });
}
