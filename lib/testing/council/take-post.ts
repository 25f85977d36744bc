import { type ReadForm, readForm } from "@/lib/open311/read/form";
import { UnreadableForm } from "@/lib/open311/read/multipart";
import { checkAnswers } from "@/lib/testing/council/check-answers";
import type { Office } from "@/lib/testing/council/office";
import { parseStrictDate } from "@/lib/testing/council/parse-strict-date";
import {
  DeskStatus,
  type ReceivedFile,
  type ReceivedRequest,
  type ReceivedUpdate,
} from "@/lib/testing/council/records";
import { Refusal } from "@/lib/testing/council/refusal";

/** A posted form and the headers it came with. */
export type Posted = { form: ReadForm; headers: Record<string, string> };

export async function readPosted(headers: Record<string, string>, body: Uint8Array): Promise<Posted> {
  try {
    return { form: await readForm(headers["content-type"] ?? null, body), headers };
  } catch (error) {
    if (error instanceof UnreadableForm) throw new Refusal(400, error.message);
    throw error;
  }
}

/**
 * Takes a posted request or refuses it (404 unknown service, 400 the rest; GeoReport v2, POST Service Request).
 * With `repeat` it is noted but answered with the case before it, as a council does that takes it for a double.
 */
export function takeRequest(office: Office, { form, headers }: Posted, repeat: boolean): ReceivedRequest {
  const { desk } = office;
  const one = (name: string): string => form.fields.get(name)?.[0]?.trim() ?? "";
  const serviceCode = one("service_code");
  if (!serviceCode) throw new Refusal(400, "service_code is required.");
  const service = desk.service(serviceCode);
  if (!service) throw new Refusal(404, `There is no service ${serviceCode}.`);
  const point = readPoint(one("lat"), one("long"));
  const problems = [...point.problems, ...checkAnswers(service.attributes, form.attributes)];
  if (!point.given && !one("address_string") && !one("address_id")) {
    problems.push("A location is required: lat and long, address_string or address_id.");
  }
  if ([...one("description")].length > 4000) problems.push("description is longer than 4,000 characters.");
  if (problems.length > 0) throw new Refusal(400, ...problems);

  const files = storeFiles(office, form);
  const before = desk.state.received.at(-1);
  const answeredWith = repeat && before ? desk.byKey(before.caseKey) : undefined;
  const about =
    answeredWith ??
    desk.open({
      origin: "posted",
      serviceCode,
      description: one("description"),
      ...point.given,
      ...(one("address_string") && { address: one("address_string") }),
      ...(one("address_id") && { addressId: one("address_id") }),
      reporter: {
        name: `${one("first_name")} ${one("last_name")}`.trim(),
        email: one("email"),
        phone: one("phone"),
      },
      mediaUrls: form.fields.get("media_url") ?? [],
      photoIds: files.map((file) => file.photoId),
      sendersId: form.attributes.get(office.idAttribute)?.[0],
      answers: Object.fromEntries(form.attributes),
    });
  return desk.noteReceived(about, { ...raw(form), files, headers });
}

/** Takes a posted update or refuses it (404 unknown request; updates extension). */
export function takeUpdate(office: Office, { form, headers }: Posted): ReceivedUpdate {
  const { desk } = office;
  const one = (name: string): string => form.fields.get(name)?.[0]?.trim() ?? "";
  const missing = ["service_request_id", "update_id", "status", "updated_datetime"].filter(
    (name) => !one(name),
  );
  if (missing.length > 0) throw new Refusal(400, ...missing.map((name) => `${name} is required.`));
  const about = desk.byReference(one("service_request_id"));
  if (!about) throw new Refusal(404, `There is no request ${one("service_request_id")}.`);
  if (!parseStrictDate(one("updated_datetime"))) {
    throw new Refusal(400, "updated_datetime must look like 2026-11-24T10:00:00Z.");
  }
  const status = readStatus(one("status"));

  const files = storeFiles(office, form);
  desk.moveBySender(about.key, status);
  return desk.noteUpdate({
    caseKey: about.key,
    reference: one("service_request_id"),
    updateId: one("update_id"),
    status: one("status"),
    description: one("description"),
    ...raw(form),
    files,
    headers,
  });
}

/** The state an upper-case word asks for; undefined = none. REOPEN and FOR_TRIAGE mean open to this desk. */
function readStatus(word: string): DeskStatus | undefined {
  if (word === "UNCHANGED") return undefined;
  if (word === "REOPEN" || word === "FOR_TRIAGE") return "open";
  const known = word === word.toUpperCase() ? DeskStatus.safeParse(word.toLowerCase()) : undefined;
  if (!known?.success) throw new Refusal(400, `status ${word} is not known.`);
  return known.data;
}

function readPoint(lat: string, long: string): { given?: { lat: number; long: number }; problems: string[] } {
  if (!lat && !long) return { problems: [] };
  const point = { lat: Number(lat || Number.NaN), long: Number(long || Number.NaN) };
  const sound = Math.abs(point.lat) <= 90 && Math.abs(point.long) <= 180;
  return sound ? { given: point, problems: [] } : { problems: ["lat and long must both be degrees."] };
}

function storeFiles(office: Office, form: ReadForm): ReceivedFile[] {
  return form.files.map(({ field, name, type, bytes }) => ({
    field,
    name,
    type,
    size: bytes.byteLength,
    photoId: office.photos.put(bytes),
  }));
}

function raw(form: ReadForm): Pick<ReceivedRequest, "fields" | "attributes"> {
  return { fields: Object.fromEntries(form.fields), attributes: Object.fromEntries(form.attributes) };
}
