import { setTimeout as sleep } from "node:timers/promises";
import type { Driver, Outcome, Parcel } from "@/lib/delivery/parcel";
import { noReplyAddress } from "@/lib/mail/addresses";
import { guardedFetch } from "@/lib/net";
import { createClient, type Open311Client } from "@/lib/open311/client";
import { type RequestToPost, requestForm } from "@/lib/open311/post-form";
import type { Failure } from "@/lib/open311/result";
import type { Open311Settings } from "@/lib/open311/settings";
import type { Exchange } from "@/lib/open311/wire";

/** Posts a report as a GeoReport v2 service request, or asks for the id behind a token an earlier post got. */
export const open311Driver: Driver<Open311Settings> = {
  async send(parcel, settings) {
    const client = createClient(settings, guardedFetch, { userAgent: "Mendline" });
    if (parcel.token) return awaitReference(client, parcel.token, settings, []);
    const form = requestForm(await requestOf(parcel, settings), settings);
    const posted = await client.postRequest(form, { blackbox: parcel.contact.serviceType === "blackbox" });
    if (!posted.ok) return failed(posted);
    const exchanges = [posted.exchange];
    if (posted.value.kind === "token") return awaitReference(client, posted.value.token, settings, exchanges);
    const externalId = posted.value.kind === "id" ? posted.value.serviceRequestId : null;
    return { kind: "sent", externalId, exchanges };
  },
};

/** A batch service: a few questions now; if it is not ready yet the token is kept, and asked again later, never posted again. */
async function awaitReference(
  client: Open311Client,
  token: string,
  settings: Open311Settings,
  exchanges: Exchange[],
): Promise<Outcome> {
  let last: Failure | null = null;
  for (let attempt = 0; attempt < settings.tokenTries; attempt++) {
    await sleep(settings.tokenIntervalMs);
    const answer = await client.getToken(token);
    exchanges.push(answer.exchange);
    if (answer.ok && answer.value.serviceRequestId) {
      return { kind: "sent", externalId: answer.value.serviceRequestId, exchanges };
    }
    last = answer.ok ? null : answer;
  }
  const reason =
    last?.reason ?? `The back end took the report and gave the token ${token}, but no reference for it yet.`;
  return { kind: "failed", reason, retry: true, ambiguous: false, token, exchanges };
}

function failed({ reason, retry, ambiguous, retryAfterMs, exchange }: Failure): Outcome {
  return {
    kind: "failed",
    reason,
    retry,
    ambiguous,
    exchanges: [exchange],
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

async function requestOf(parcel: Parcel, settings: Open311Settings): Promise<RequestToPost> {
  const uploads = settings.uploadFiles && (parcel.private || settings.alwaysUploadPhotos);
  return {
    reportId: String(parcel.reportId),
    serviceCode: parcel.contact.destination,
    title: parcel.title,
    detail: parcel.detail,
    url: parcel.url,
    isPrivate: parcel.private,
    point: { lat: parcel.point.lat, long: parcel.point.lon },
    usedMap: parcel.usedMap,
    searchedFor: parcel.searchedFor,
    reporter: {
      name: parcel.reporter.name,
      email: parcel.reporter.email,
      phone: parcel.reporter.phone || null,
    },
    noReplyEmail: noReplyAddress(),
    service: parcel.service,
    photos: await Promise.all(
      parcel.photos.map(async ({ url, type, bytes }) => ({
        url,
        type,
        bytes: uploads ? await bytes() : null,
      })),
    ),
    attachments: [],
    answers: parcel.answers,
    listedCodes: parcel.declared,
    idField: parcel.contact.idField,
    ...(parcel.address && { closestAddress: parcel.address }),
  };
}
