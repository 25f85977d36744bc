import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { lookUpRequest } from "@/lib/delivery/drivers/look-up-request";
import { failedBy, loadedPhotos } from "@/lib/delivery/drivers/open311-call";
import { postUpdate } from "@/lib/delivery/drivers/post-update";
import { stillWaiting } from "@/lib/delivery/drivers/still-waiting";
import type { Driver, Outcome, Parcel } from "@/lib/delivery/parcel";
import { toGrid } from "@/lib/geo/grid";
import { noReplyAddress } from "@/lib/mail/addresses";
import { guardedFetch } from "@/lib/net";
import { createClient, type Open311Client } from "@/lib/open311/client";
import { type RequestToPost, requestForm } from "@/lib/open311/post-form";
import type { Failure } from "@/lib/open311/result";
import type { Exchange, Http } from "@/lib/open311/wire";
import { userAgent } from "@/lib/user-agent";

type Open311ConnectionSettings = SettingsOf<"open311">;

/**
 * Posts a report as a GeoReport v2 service request, asks for the id behind a token an earlier post got, looks for a report that was
 * perhaps taken, or posts an update of one.
 * @param http what carries the calls; a recorder shows what would be sent
 */
export const createOpen311Driver = ({
  http = guardedFetch,
}: {
  http?: Http;
} = {}): Driver<Open311ConnectionSettings> => {
  const clientOf = (settings: Open311ConnectionSettings) =>
    createClient(settings, http, { userAgent: userAgent() });
  return {
    async send(parcel, settings) {
      const client = clientOf(settings);
      if (parcel.token) return awaitReference(client, parcel, parcel.token, settings, []);
      const request = await requestOf(parcel, settings);
      if (typeof request === "string")
        return { kind: "failed", reason: request, retry: true, ambiguous: false };
      const posted = await client.postRequest(requestForm(request, settings), {
        blackbox: parcel.contact.serviceType === "blackbox",
      });
      if (!posted.ok) return failedBy(posted, settings);
      const exchanges = [posted.exchange];
      const { value } = posted;
      if (value.kind === "token") return awaitReference(client, parcel, value.token, settings, exchanges);
      const externalId = value.kind === "id" ? value.serviceRequestId : null;
      return { kind: "sent", externalId, exchanges };
    },
    sendUpdate: (parcel, settings) => postUpdate(clientOf(settings), parcel, settings),
    lookUp: (parcel, settings, since) => lookUpRequest(clientOf(settings), parcel, settings, since),
  };
};

export const open311Driver = createOpen311Driver();

/** A batch service: a few questions now; if it is not ready yet the token is kept, and asked again later, never posted again. */
async function awaitReference(
  client: Open311Client,
  { reportId }: Parcel,
  token: string,
  settings: Open311ConnectionSettings,
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
  const waiting = `The back end took report ${reportId} and gave the token ${token}, but no reference for it yet.`;
  return stillWaiting(waiting, token, last, exchanges);
}

/** The report as the language knows it, or why it cannot be told yet. */
async function requestOf(
  parcel: Parcel,
  settings: Open311ConnectionSettings,
): Promise<RequestToPost | string> {
  const photos = await loadedPhotos(parcel.photos, {
    upload: settings.uploadFiles && (parcel.private || settings.alwaysUploadPhotos),
    maxBytes: settings.photoMaxBytes,
  });
  if (typeof photos === "string") return photos;
  const { gridProjection } = settings;
  return {
    reportId: String(parcel.reportId),
    serviceCode: parcel.contact.destination.trim(),
    title: parcel.title,
    detail: parcel.detail,
    category: parcel.category,
    groups: parcel.groups,
    anonymous: parcel.anonymous,
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
    photos,
    attachments: [],
    answers: parcel.answers,
    listedCodes: parcel.declared,
    idField: parcel.contact.idField,
    ...(parcel.address && { closestAddress: parcel.address }),
    ...(gridProjection && { grid: toGrid(parcel.point, gridProjection) }),
  };
}
