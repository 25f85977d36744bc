import type { ShimConfig } from "@/jobs/shim/config";
import { type Facts, fillAddress, fillJson, fillXml } from "@/jobs/shim/fill-template";
import { pick, pickFrom, pickText } from "@/jobs/shim/pick";
import { parseDate } from "@/lib/open311/dates";
import { parseDocument } from "@/lib/open311/read/document";
import { decodeBody } from "@/lib/open311/read/text";
import type { ParsedDocument } from "@/lib/open311/read/tree";

type System = ShimConfig["closedSystem"];
type Call = System["create"];

/**
 * What the closed system made of a job. `unclear`: the call left, and nobody knows whether it was taken. `down`: it was not taken, and
 * may be tried again. `refused`: it was not taken, and will not be.
 */
export type JobAnswer =
  | { kind: "known"; reference: string }
  | { kind: "waiting"; ticket: string }
  | { kind: "none" }
  | { kind: "refused" | "down" | "unclear"; reason: string };

export type Change = { id: string; reference: string; status: string; text: string; at: Date };

const maxBytes = 10_000_000;

/** The closed system, by its configuration: what it is asked, and where in its answers what stands. */
export function createClosedSystem(system: System) {
  async function call(what: Pick<Call, "method" | "path" | "headers" | "body">, facts: Facts) {
    const isXml = system.format === "xml";
    const body =
      what.body === undefined || what.method === "GET"
        ? undefined
        : typeof what.body === "string"
          ? isXml
            ? fillXml(what.body, facts)
            : JSON.stringify(fillJson(JSON.parse(what.body), facts))
          : JSON.stringify(fillJson(what.body, facts));
    const type = isXml ? "text/xml; charset=utf-8" : "application/json; charset=utf-8";
    const response = await fetch(system.url + fillAddress(what.path, facts), {
      method: what.method,
      redirect: "manual",
      headers: {
        accept: isXml ? "text/xml" : "application/json",
        ...(body !== undefined && { "content-type": type }),
        ...system.headers,
        ...what.headers,
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(system.timeoutMs),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.byteLength > maxBytes) throw new Error("its answer is too large");
    const text = decodeBody(bytes, response.headers.get("content-type"));
    return { status: response.status, document: parseDocument(text) };
  }

  async function ask(what: Call, facts: Facts): Promise<JobAnswer> {
    try {
      const { status, document } = await call(what, facts);
      return readAnswer(what, status, document);
    } catch (error) {
      const code = (error as { cause?: { code?: string } }).cause?.code ?? "";
      // Refused or unknown: nothing has left. Everything else may have arrived.
      const nothingLeft = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"].includes(code);
      const reason = `It gave no whole answer (${code || (error as Error).message}).`;
      return { kind: nothingLeft || what.method === "GET" ? "down" : "unclear", reason };
    }
  }

  async function changes(facts: Facts): Promise<Change[]> {
    const what = system.changes;
    if (!what) return [];
    const { status, document } = await call(what, facts);
    if (status < 200 || status > 299 || !document) throw new Error(`The closed system answered ${status}.`);
    return pick(document.trees, what.rows).flatMap((row) => {
      const reference = pickText([row], what.reference);
      const at = parseDate(pickText([row], what.at), "UTC");
      if (!reference || !at) return [];
      const id = pickText([row], what.id) || `${reference}_${at.getTime()}`;
      return [{ id, reference, at, status: pickText([row], what.status), text: pickText([row], what.text) }];
    });
  }

  return {
    create: (facts: Facts) => ask(system.create, facts),
    check: (facts: Facts): Promise<JobAnswer> =>
      system.check ? ask(system.check, facts) : Promise.resolve({ kind: "none" }),
    find: (facts: Facts): Promise<JobAnswer> =>
      system.find
        ? ask(system.find, facts)
        : Promise.resolve({ kind: "unclear", reason: "It cannot be looked up by our number." }),
    changes,
  };
}

export type ClosedSystem = ReturnType<typeof createClosedSystem>;

function readAnswer(what: Call, status: number, document: ParsedDocument | undefined): JobAnswer {
  const error = pickFrom(document, what.error);
  if (error) return { kind: "refused", reason: error.slice(0, 500) };
  if (status === 404 && what.method === "GET") return { kind: "none" };
  if (status >= 500 || status === 429 || status === 408) {
    return { kind: status === 504 ? "unclear" : "down", reason: `It answered ${status}.` };
  }
  if (status < 200 || status > 299) return { kind: "refused", reason: `It answered ${status}.` };
  const reference = pickFrom(document, what.reference);
  if (reference) return { kind: "known", reference };
  const ticket = pickFrom(document, what.ticket);
  if (ticket) return { kind: "waiting", ticket };
  return what.method === "GET" ? { kind: "none" } : { kind: "unclear", reason: "Its answer has no number." };
}
