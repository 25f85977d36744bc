import { readSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { type OwnContact, wrappedCode } from "@/lib/sync/updates/decide-particulars";
import type { Source } from "@/lib/sync/updates/decide-update";

/** A connection whose back end speaks, and what decides about what it says. */
export type Speaker = Omit<Source, "staff"> & {
  connectionId: number;
  bodyId: number;
  /** Credited with what it says. */
  userId: number | null;
  language: string;
  /** Reporters are not mailed about it; whoever else follows a report is. */
  suppressAlerts: boolean;
};

const spoken = {
  id: true,
  bodyId: true,
  method: true,
  settings: true,
  secrets: true,
  statusMatches: { select: { external: true, state: true, ignore: true } },
  body: {
    select: {
      updatesUserId: true,
      language: true,
      templates: {
        where: { autoResponse: true, deletedAt: null },
        select: {
          id: true,
          text: true,
          emailText: true,
          state: true,
          externalStatusCode: true,
          contacts: { select: { contact: { select: { categoryId: true } } } },
        },
      },
      contacts: {
        where: { state: { not: "deleted" } },
        select: {
          categoryId: true,
          groups: true,
          private: true,
          category: { select: { name: true } },
          questions: { where: { code: wrappedCode }, select: { description: true } },
        },
      },
    },
  },
} as const;

/** Reads it once for many items. A fixed number of statements. */
export async function loadSpeaker(connectionId: number): Promise<Speaker> {
  const row = await db.connection.findUniqueOrThrow({ where: { id: connectionId }, select: spoken });
  const { extendedStatuses, exactStates, suppressAlerts, blanksAllowed } = settingsOf(row);
  const contacts = row.body.contacts.map(
    ({ categoryId, category, questions, ...contact }): [number, OwnContact] => [
      categoryId,
      { ...contact, categoryId, category: category.name, wraps: questions[0] ?? null },
    ],
  );
  return {
    connectionId,
    bodyId: row.bodyId,
    userId: row.body.updatesUserId,
    language: row.body.language,
    suppressAlerts,
    blanksAllowed,
    map: {
      ...{ extendedStatuses, exactStates },
      matches: new Map(row.statusMatches.map(({ external, ...match }) => [external, match])),
    },
    templates: row.body.templates.map(({ contacts: of, ...template }) => ({
      ...template,
      categoryIds: of.map(({ contact }) => contact.categoryId),
    })),
    contacts: new Map(contacts),
  };
}

/** Back ends of other kinds than Open311 have no settings about what they say. */
function settingsOf(row: Parameters<typeof readSettings>[0]) {
  if (row.method !== "open311") {
    return { extendedStatuses: false, exactStates: false, suppressAlerts: false, blanksAllowed: true };
  }
  const settings = readSettings({ ...row, method: "open311" });
  return { ...settings, blanksAllowed: settings.blankUpdatesPermitted };
}
