import type { Answer, Asked } from "@/app/open311/v2/[...path]/answer-call";
import { notFound } from "@/lib/errors";
import { translator } from "@/lib/messages";
import { writeToken } from "@/lib/open311/write/requests";
import { findRequest } from "@/lib/reports/request-token";

/**
 * `GET tokens/{token}`: the number of a request that had to be confirmed; empty as long as that has not happened, which the standard
 * leaves open. Source: GeoReport v2, "GET service_request_id from a token".
 */
export async function getToken({ parts: [token = ""], format }: Asked): Promise<Answer> {
  const found = await findRequest(token);
  if (!found) throw notFound(translator("posting")("token"));
  const serviceRequestId = found.reportId === null ? null : String(found.reportId);
  return { status: 200, document: writeToken({ token, serviceRequestId }, format) };
}
