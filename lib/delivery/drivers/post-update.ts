import { setTimeout as sleep } from "node:timers/promises";
import type { SettingsOf } from "@/lib/bodies/connection-settings";
import { failedBy, loadedPhotos } from "@/lib/delivery/drivers/open311-call";
import { stillWaiting } from "@/lib/delivery/drivers/still-waiting";
import type { Outcome, UpdateParcel } from "@/lib/delivery/parcel";
import { noReplyAddress } from "@/lib/mail/addresses";
import type { Open311Client } from "@/lib/open311/client";
import type { Photo } from "@/lib/open311/form-parts";
import type { Failure } from "@/lib/open311/result";
import { sentStatus } from "@/lib/open311/status";
import { type UpdateToPost, updateForm } from "@/lib/open311/update-form";
import type { Exchange } from "@/lib/open311/wire";

type Settings = SettingsOf<"open311">;
type Client = Pick<Open311Client, "postUpdate" | "getUpdateToken" | "getToken">;

/** Posts an update of a request that the back end has (extension), or asks for the id behind a token that an earlier post got. */
export async function postUpdate(client: Client, parcel: UpdateParcel, settings: Settings): Promise<Outcome> {
  if (parcel.token) return awaitUpdateId(client, parcel, parcel.token, settings, []);
  const photos = await loadedPhotos(parcel.photos, {
    upload: settings.uploadFilesForUpdates && (parcel.private || settings.alwaysUploadPhotos),
    maxBytes: settings.photoMaxBytes,
  });
  if (typeof photos === "string") return { kind: "failed", reason: photos, retry: true, ambiguous: false };
  const posted = await client.postUpdate(updateForm(updateOf(parcel, settings, photos), settings));
  if (!posted.ok) return failedBy(posted, settings);
  const exchanges = [posted.exchange];
  const { value } = posted;
  if (value.kind === "token") return awaitUpdateId(client, parcel, value.token, settings, exchanges);
  return { kind: "sent", externalId: value.updateId, exchanges };
}

/** The update as the language knows it. */
function updateOf(parcel: UpdateParcel, settings: Settings, photos: readonly Photo[]): UpdateToPost {
  const { author, state, reopened } = parcel;
  const { extendedStatuses: extended, markReopen } = settings;
  const unchanged = settings.exactStates && parcel.unchanged;
  return {
    updateId: String(parcel.updateId),
    reportId: String(parcel.reportId),
    reportUrl: parcel.reportUrl,
    // Who is known by the customer's reference alone is planned only where that is what is sent.
    serviceRequestId: parcel.externalId ?? parcel.customerReference ?? "",
    ...(parcel.customerReference && { customerReference: parcel.customerReference }),
    confirmedAt: parcel.saidAt,
    status: sentStatus(state, { extended, markReopen, reopened, unchanged }),
    text: parcel.text,
    isReportPrivate: parcel.private,
    author: { name: author.name, email: author.email, phone: author.phone || null },
    ...(parcel.personal && { personal: parcel.personal }),
    noReplyEmail: noReplyAddress(),
    serviceCode: parcel.destination.trim(),
    photos,
    answers: parcel.answers,
  };
}

/**
 * A back end that answered with a token: a few questions now; if it is not ready yet the token is kept, and asked again later, never
 * posted again. Some know update tokens by a path of their own, some by that of requests.
 */
async function awaitUpdateId(
  client: Client,
  { updateId, externalId: requestId }: UpdateParcel,
  token: string,
  settings: Settings,
  exchanges: Exchange[],
): Promise<Outcome> {
  let last: Failure | null = null;
  for (let attempt = 0; attempt < settings.tokenTries; attempt++) {
    await sleep(settings.tokenIntervalMs);
    const own = await client.getUpdateToken(token);
    exchanges.push(own.exchange);
    if (own.ok && own.value.updateId) return { kind: "sent", externalId: own.value.updateId, exchanges };
    const other = await client.getToken(token);
    exchanges.push(other.exchange);
    const told = other.ok ? other.value.serviceRequestId : null;
    // The report's own reference is no name for the update.
    if (told && told !== requestId) return { kind: "sent", externalId: told, exchanges };
    last = own.ok ? null : own;
  }
  const waiting = `The back end took update ${updateId} and gave the token ${token}, but no id for it yet.`;
  return stillWaiting(waiting, token, last, exchanges);
}
