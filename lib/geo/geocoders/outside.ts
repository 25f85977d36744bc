import { env } from "@/lib/env";
import { normalise } from "@/lib/geo/gazetteer/normalise";
import { answerKey, keepAnswer, keptAnswer } from "@/lib/geo/geocode-answers";
import type { Geocoder, Reverse } from "@/lib/geo/geocoders/geocoder";
import { pause, takeTurn } from "@/lib/geo/geocoders/pace";
import type { Asking, Protocol } from "@/lib/geo/geocoders/protocol";
import { parseBounds } from "@/lib/geo/parse-bounds";
import { type Place, searchOf } from "@/lib/geo/place";
import { distanceMetres } from "@/lib/geo/point";
import { locale } from "@/lib/locale";
import { log } from "@/lib/log";
import { guardedFetch } from "@/lib/net";
import { userAgent } from "@/lib/user-agent";

type Limits = { maxWaitMs: number; timeoutMs: number };
/** A person waits for a search. */
const SEARCH: Limits = { maxWaitMs: 3_000, timeoutMs: 5_000 };
/** A report is sent without an address as well. */
const REVERSE: Limits = { maxWaitMs: 1_200, timeoutMs: 1_500 };

const MOST_BYTES = 1_000_000;
/** After a time-out or a fault of the server's, so that not everybody waits for the next one. */
const FAULT_PAUSE_SECONDS = 5;
/** After 403 and 429, unless the server names its own time. */
const REFUSED_PAUSE_SECONDS = 60;
const LONGEST_PAUSE_SECONDS = 3_600;

/** A geocoder behind HTTP: asked at most once a second, never twice for the same, and left alone when it says so. */
export function outsideGeocoder(protocol: Protocol): Geocoder {
  const asking = (): Asking => ({
    base: env.GEOCODER_URL ?? protocol.defaultBase,
    bounds: env.GEOCODER_BOUNDS ? parseBounds(env.GEOCODER_BOUNDS) : null,
    language: locale,
    contact: env.GEOCODER_CONTACT ?? null,
  });

  return {
    asYouType: protocol.asYouType,

    async search(text) {
      const wording = normalise(text);
      if (!wording) return { kind: "nothing" };
      const answer = await ask({
        url: protocol.searchUrl(text, asking()),
        // However it is typed, it is the same question.
        key: answerKey(protocol.searchUrl(wording, asking()).href),
        limits: SEARCH,
        read: protocol.readSearch,
        isEmpty: (places) => places.length === 0,
      });
      return answer ? searchOf(withoutDoubles(answer.value)) : { kind: "unavailable" };
    },

    async reverse(point): Promise<Reverse> {
      // Five decimals are a metre: neighbours share an answer.
      const rough = { lat: Number(point.lat.toFixed(5)), lon: Number(point.lon.toFixed(5)) };
      const url = protocol.reverseUrl(rough, asking());
      const answer = await ask({
        url,
        key: answerKey(url.href),
        limits: REVERSE,
        read: protocol.readReverse,
        isEmpty: (address) => address === null,
      });
      if (!answer) return { kind: "unavailable" };
      return answer.value === null ? { kind: "nothing" } : { kind: "found", address: answer.value };
    },
  };
}

type Question<Value> = {
  url: URL;
  key: string;
  limits: Limits;
  read: (json: unknown) => Value | undefined;
  isEmpty: (value: Value) => boolean;
};

/** What the server said, read; from the table if it said so of late. `null` when it cannot be had now. */
async function ask<Value>({
  url,
  key,
  limits,
  read,
  isEmpty,
}: Question<Value>): Promise<{ value: Value } | null> {
  const kept = await keptAnswer(key);
  const known = kept === undefined ? undefined : read(kept);
  if (known !== undefined) return { value: known };
  if (!(await takeTurn(url.host, limits.maxWaitMs))) return null;
  const json = await call(url, limits.timeoutMs);
  const value = json === undefined ? undefined : read(json);
  if (value === undefined) {
    if (json !== undefined) log.warn({ host: url.host }, "The geocoder's answer is not of its protocol");
    return null;
  }
  await keepAnswer(key, json as object, isEmpty(value));
  return { value };
}

/** One request. `undefined` for anything but JSON with status 200, with a pause for the server where it needs one. */
async function call(url: URL, timeoutMs: number): Promise<unknown> {
  const headers = { "user-agent": userAgent(env.GEOCODER_CONTACT), accept: "application/json" };
  try {
    const response = await guardedFetch(url.href, {
      method: "GET",
      headers,
      timeoutMs,
      maxBytes: MOST_BYTES,
    });
    if (response.status === 200) return parseJson(response.body);
    log.warn({ host: url.host, status: response.status }, "The geocoder refused");
    const wait = pauseAfter(response.status, response.headers.get("retry-after"));
    if (wait > 0) await pause(url.host, wait);
  } catch (error) {
    // The message may hold the address asked for, which holds what somebody searched: it is not logged.
    log.warn({ host: url.host, phase: (error as { phase?: string }).phase }, "The geocoder did not answer");
    await pause(url.host, FAULT_PAUSE_SECONDS);
  }
  return undefined;
}

function pauseAfter(status: number, retryAfter: string | null): number {
  if (status >= 500 && !retryAfter) return FAULT_PAUSE_SECONDS;
  if (status !== 403 && status !== 429 && status < 500) return 0;
  const told = Number(retryAfter ?? Number.NaN);
  return told > 0 ? Math.min(told, LONGEST_PAUSE_SECONDS) : REFUSED_PAUSE_SECONDS;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

const SAME_STREET_METRES = 500;

/** A long street is several ways to OpenStreetMap; one name nearby is one choice. */
const withoutDoubles = (places: readonly Place[]): Place[] =>
  places.filter((place, n) =>
    places.slice(0, n).every((before) => {
      return before.name !== place.name || distanceMetres(before, place) > SAME_STREET_METRES;
    }),
  );
