import { z } from "zod";
import { readSettings } from "@/lib/bodies/connections";
import { translator } from "@/lib/messages";
import type { ServiceRequest } from "@/lib/open311/documents";
import { parseDocument } from "@/lib/open311/read/document";
import { readRequests } from "@/lib/open311/read/requests";
import { readLetter, Unreadable } from "@/lib/sync/dead-letters/read-letter";
import { KeptRequest } from "@/lib/sync/requests/item";
import { type TakenRequest, takeRequests } from "@/lib/sync/requests/take-requests";
import { type Taken, takeUpdates } from "@/lib/sync/updates/take-updates";
import type { PollKind, SendMethod } from "@/prisma/generated/enums";

/** What came of a letter that was tried again. */
export type Tried =
  | { kind: "created"; reportId: number }
  | Exclude<Taken, { kind: "created" }>
  /** A request that by today's rules need not come in. */
  | { kind: "left_out"; reason: string }
  /** It is not even an item. */
  | { kind: "unreadable"; reason: string };

type Letter = {
  id: number;
  payload: unknown;
  connection: { method: SendMethod; settings: unknown; secrets: string | null };
};

/** Takes in what letters of one connection and kind hold. @returns what came of each, by its id */
export async function tryLetters(
  connectionId: number,
  kind: PollKind,
  letters: readonly Letter[],
  now: Date,
): Promise<Map<number, Tried>> {
  const connection = { id: connectionId };
  return kind === "requests"
    ? tryEach(letters, readRequestLetter, async (items) =>
        (await takeRequests(connection, items, { now })).map(asTried),
      )
    : tryEach(
        letters,
        (letter) => readLetter(letter.payload, letter.connection),
        (items) => takeUpdates(connection, items, { now }),
      );
}

async function tryEach<Item extends object>(
  letters: readonly Letter[],
  read: (letter: Letter) => Item | string,
  take: (items: Item[]) => Promise<readonly Tried[]>,
): Promise<Map<number, Tried>> {
  const tried = new Map<number, Tried>();
  const readable = letters.flatMap((letter): { id: number; item: Item }[] => {
    const item = read(letter);
    if (typeof item !== "string") return [{ id: letter.id, item }];
    tried.set(letter.id, { kind: "unreadable", reason: item });
    return [];
  });
  const taken = await take(readable.map(({ item }) => item));
  readable.forEach(({ id }, at) => {
    tried.set(id, taken[at] ?? { kind: "unreadable", reason: "" });
  });
  return tried;
}

function asTried(taken: TakenRequest): Tried {
  const t = translator("imports");
  switch (taken.kind) {
    case "created":
      return { kind: "created", reportId: taken.reportId ?? 0 };
    case "skipped":
      return { kind: "left_out", reason: t(`skipped.${taken.reason}`) };
    case "waiting":
      return { ...taken, kind: "dead", reason: t("waiting", { code: taken.code }) };
    default:
      return taken;
  }
}

/** The request that a letter holds; a row that could not be read is read again. @returns text why it still cannot be read */
function readRequestLetter({ payload, connection }: Letter): ServiceRequest | string {
  const t = translator("imports");
  const raw = Unreadable.safeParse(payload);
  if (!raw.success) {
    const item = KeptRequest.safeParse(payload);
    return item.success ? item.data : t("unreadable", { reason: z.prettifyError(item.error) });
  }
  if (connection.method !== "open311") return t("notOpen311");
  const document = parseDocument(JSON.stringify({ requests: [raw.data.unreadable] }));
  const rows = document && readRequests(document, readSettings({ ...connection, method: "open311" }));
  return rows?.rows[0] ?? t("unreadable", { reason: rows?.skipped[0]?.reason ?? "" });
}
