import type { Desk } from "@/lib/testing/council/desk";
import type { FaultBook } from "@/lib/testing/council/faults";
import type { PhotoBox } from "@/lib/testing/council/photo-box";

/** What a token's poll answers while there is no reference; GeoReport v2 leaves it open and peers differ. */
export type PendingToken = "empty-id" | "empty-list" | "404" | "500";

/** Everything the council's windows (Open311, the page, the control path) share. */
export type Office = {
  desk: Desk;
  photos: PhotoBox;
  faults: FaultBook;
  /** Call after every change: writes the file and wakes who waits. Resolves when it is safe on disk. */
  changed: () => Promise<void>;
  /** Wakes who waits for the council to see something. */
  wake: () => void;
  /** Where others reach this server, e.g. `http://127.0.0.1:8080`; set once it listens. */
  origin: () => string;
  apiKey: string;
  /** Undefined = the council serves one place and does not ask. */
  jurisdictionId: string | undefined;
  /** The attribute that carries the sender's own id of a report. */
  idAttribute: string;
  pendingToken: PendingToken;
  /** Tell `in_progress` and the like in `GET requests` too, instead of open and closed only. */
  extendedStatuses: boolean;
};

export function photoUrls(office: Office, photoIds: readonly string[]): string[] {
  return photoIds.map((id) => `${office.origin()}/photos/${id}`);
}
