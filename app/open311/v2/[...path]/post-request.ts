import { type Answer, type Asked, refuse } from "@/app/open311/v2/[...path]/answer-call";
import { readPosted, withAddress } from "@/app/open311/v2/[...path]/read-posted";
import { jurisdictionOf } from "@/lib/bodies/jurisdiction";
import { translator } from "@/lib/messages";
import { writePostedRequests } from "@/lib/open311/write/requests";
import { limit } from "@/lib/rate-limit";
import { type PostedOutcome, postRequest as post } from "@/lib/reports/post-request";
import { readPostedRequest } from "@/lib/reports/posted-request";
import { requestToken } from "@/lib/reports/request-token";

/** Three pictures as phones take them. */
const maxBytes = 30_000_000;

/**
 * `POST requests`: another system reports a problem. Answered with its number, or with a token where its reporter has to confirm it
 * first. What the client calls it (`client_request_id`, `attribute[fixmystreet_id]`, `Idempotency-Key`, …) makes a repeated post the
 * same request. Source: GeoReport v2, "POST Service Request".
 */
export async function postRequest(asked: Asked): Promise<Answer> {
  const { request, format, query } = asked;
  const posted = await readPosted(asked, maxBytes);
  if (posted.kind === "refused") return posted.answer;
  const { form, caller, one } = posted;
  if (!caller?.may.includes("post-requests")) return refuse(format, 403, translator("posting")("key"));
  const read = readPostedRequest(withAddress(form, query), request.headers.get("idempotency-key"));
  const bodyId = await jurisdictionOf(one("jurisdiction_id"));
  // Each request of such a caller mails somebody.
  if (!caller.trusted && read.email !== "") await limit("createReport", read.email);
  const outcome = await post(caller, read, bodyId, new Date());
  return { status: 200, document: writePostedRequests([told(outcome)], format) };
}

function told({ reportId, waits, fewerFiles }: PostedOutcome) {
  const t = translator("posting");
  const serviceNotice = [waits && t("waits"), fewerFiles && t("fewerFiles")].filter(Boolean).join(" ");
  return waits
    ? { token: requestToken(reportId), serviceNotice }
    : { serviceRequestId: String(reportId), serviceNotice };
}
