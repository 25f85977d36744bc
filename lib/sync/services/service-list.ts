import type { Service, ServiceAttribute } from "@/lib/open311/documents";

/** What a service asks, as far as the back end told. */
export type Definition =
  /** `unread`: attributes that could not be understood. */
  | { kind: "read"; attributes: readonly ServiceAttribute[]; unread: number }
  /** The list says that it asks nothing (`metadata` false). */
  | { kind: "none" }
  /** The list does not say. */
  | { kind: "unsaid" }
  /** It asks something, but this time that could not be read. */
  | { kind: "failed"; reason: string };

export type OfferedService = Service & { definition: Definition };

/** A row of the list that could not be used, with what it names all the same. */
export type UnreadRow = { code: string | null; name: string | null; reason: string };

/** A back end's services as they were read, each code once. */
export type ServiceList = { services: readonly OfferedService[]; unread: readonly UnreadRow[] };
