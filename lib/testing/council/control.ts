import { z } from "zod";
import { type Answer, jsonAnswer } from "@/lib/testing/council/answer";
import { findDuplicates } from "@/lib/testing/council/duplicates";
import { callKinds, Fault } from "@/lib/testing/council/faults";
import type { Office } from "@/lib/testing/council/office";
import { raiseOwn } from "@/lib/testing/council/raise-own";
import { DeskStatus } from "@/lib/testing/council/records";
import { Refusal } from "@/lib/testing/council/refusal";
import { type DeskCall, isFromElsewhere, isFromLoopback } from "@/lib/testing/council/same-origin";

const On = z.enum(["any", ...callKinds]);
/** A picture as Base64. */
const Picture = z.base64().transform((text) => Buffer.from(text, "base64"));
const Say = z.strictObject({
  reference: z.string(),
  status: DeskStatus.optional(),
  text: z.string().optional(),
  externalStatusCode: z.string().optional(),
  photo: Picture.optional(),
});
const Reference = z.strictObject({ key: z.number().int(), reference: z.string().optional() });
const Renumber = z.strictObject({ key: z.number().int(), reference: z.string().min(1) });
const Own = z.strictObject({
  serviceCode: z.string(),
  description: z.string(),
  lat: z.number(),
  long: z.number(),
  photo: Picture.optional(),
});

type Verb = (office: Office, body: unknown, query: URLSearchParams) => unknown;

/** The control path, `METHOD /_control/NAME`: what tests do in code, for a test in another process. JSON both ways. */
const verbs: Record<string, Verb> = {
  "GET state": (office) => ({
    ...office.desk.state,
    duplicates: findDuplicates(office.desk.state, office.idAttribute),
    faults: office.faults.faults,
  }),
  "GET faults": (office) => office.faults.faults,
  "POST faults": (office, body) => {
    office.faults.set(Fault.parse(body));
    return office.faults.faults;
  },
  "DELETE faults": (office, _body, query) => {
    const on = query.get("on");
    office.faults.clear(on ? On.parse(on) : undefined);
    return office.faults.faults;
  },
  "POST say": (office, body) => {
    const { reference, photo, ...saying } = Say.parse(body);
    const about = office.desk.byReference(reference);
    if (!about) throw new Refusal(404, `There is no request ${reference}.`);
    return office.desk.say(about.key, { ...saying, photoIds: photo ? [office.photos.put(photo)] : [] });
  },
  "POST reference": (office, body) => {
    const { key, reference } = Reference.parse(body);
    office.desk.giveReference(key, reference);
    return office.desk.byKey(key);
  },
  "POST renumber": (office, body) => {
    const { key, reference } = Renumber.parse(body);
    office.desk.renumber(key, reference);
    return office.desk.byKey(key);
  },
  "POST requests": (office, body) => {
    const { photo, ...own } = Own.parse(body);
    return raiseOwn(office, { ...own, photos: photo ? [photo] : [] });
  },
  "POST reset": (office) => {
    office.desk.forget();
    office.faults.clear();
    return {};
  },
};

export async function answerControl(office: Office, call: DeskCall): Promise<Answer> {
  if (!isFromLoopback(call) || isFromElsewhere(call)) {
    return jsonAnswer(403, { error: "Only for programs on this machine." });
  }
  const method = call.request.method ?? "GET";
  const verb = verbs[`${method} ${call.url.pathname.slice("/_control/".length)}`];
  if (!verb) return jsonAnswer(404, { error: `There is no ${method} ${call.url.pathname}.` });
  try {
    const text = Buffer.from(await call.readBody()).toString("utf8");
    const value = verb(office, text ? JSON.parse(text) : undefined, call.url.searchParams);
    if (method !== "GET") await office.changed();
    return jsonAnswer(200, value);
  } catch (error) {
    if (error instanceof Refusal) return jsonAnswer(error.status, { error: error.message });
    if (error instanceof z.ZodError) return jsonAnswer(400, { error: z.prettifyError(error) });
    if (error instanceof SyntaxError) return jsonAnswer(400, { error: "The body is not JSON." });
    throw error;
  }
}
