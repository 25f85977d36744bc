import { connectionSettings } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import type {
  AreaRow,
  BodyRow,
  ClientRow,
  ConnectionRow,
  ContactRow,
  TemplateRow,
  UserRow,
} from "@/lib/bodies/council-file/rows";
import { type StatusMeaning, stateName } from "@/lib/bodies/council-file/state-names";
import { questionEntry } from "@/lib/bodies/question-entry";
import type { SendMethod } from "@/prisma/generated/enums";

// Rows as the file writes them: an import compares with these, an export is made of them, so that what one writes
// the other finds unchanged. Lists whose order means nothing are sorted.

export const areaEntry = ({ slug, name, type, geometry, deletedAt }: AreaRow) => ({
  slug,
  name,
  type,
  geometry,
  retired: deletedAt !== null,
});

export const connectionEntry = (row: ConnectionRow) => ({
  slug: row.slug,
  method: row.method,
  pullUpdates: row.pullUpdates,
  sendUpdates: row.sendUpdates,
  pullRequests: row.pullRequests,
  syncServices: row.syncServices,
  paused: row.pausedAt !== null,
  statuses: Object.fromEntries<StatusMeaning>(
    row.statusMatches.map(({ external, state, ignore }) => [
      external,
      ignore ? "ignore" : (state ?? "unchanged"),
    ]),
  ),
  serviceCodes: Object.fromEntries<string | null>(
    row.serviceCodes.map(({ code, category }) => [code, category?.name ?? null]),
  ),
  /** With secrets: `withoutSecrets` before anybody sees it. */
  settings: readSettings(row) as Record<string, unknown>,
});

export function withoutSecrets(
  method: SendMethod,
  settings: Record<string, unknown>,
): Record<string, unknown> {
  const secret: readonly string[] = connectionSettings[method].secrets;
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !secret.includes(key)));
}

export const contactEntry = (row: ContactRow) => ({
  category: row.category.name,
  destination: row.destination,
  state: row.state,
  groups: row.groups,
  keywords: row.keywords,
  connection: row.connection?.slug ?? null,
  private: row.private,
  protected: row.protected,
  idField: row.idField,
  serviceType: row.serviceType,
  hint: row.hint,
  note: row.note,
  questions: row.questions.map(questionEntry),
});

export const templateEntry = (row: TemplateRow) => ({
  title: row.title,
  text: row.text,
  emailText: row.emailText,
  state: row.state,
  externalStatusCode: row.externalStatusCode,
  autoResponse: row.autoResponse,
  retired: row.deletedAt !== null,
  categories: row.contacts.map(({ contact }) => contact.category.name).sort(),
});

/** Without what has entries of its own: connections, contacts, templates. */
export const bodyEntry = (row: BodyRow) => ({
  slug: row.slug,
  name: row.name,
  areas: row.areas.map(({ area }) => area.slug).sort(),
  externalUrl: row.externalUrl,
  updatesUser: row.updatesUser,
  canBeDevolved: row.canBeDevolved,
  language: row.language,
  replyTo: row.replyTo,
  forwardUpdates: row.forwardUpdates,
  retired: row.deletedAt !== null,
  connection: row.defaultConnection?.slug ?? null,
});

export const userEntry = (row: UserRow) => ({
  email: row.email,
  name: row.name,
  body: row.body?.slug ?? null,
  roles: row.roles.map(({ role }) => role.slug).sort(),
  superuser: row.superuser,
  categories: row.categories.map(({ category }) => category.name).sort(),
});

export const clientEntry = (row: ClientRow) => ({
  name: row.name,
  keyHash: row.keyHash,
  body: row.body?.slug ?? null,
  may: [...row.may].sort(),
  trusted: row.trusted,
  callsPerMinute: row.callsPerMinute,
  note: row.note,
  revoked: row.revokedAt !== null,
});

/** Status words' meanings likewise. */
export const connectionForFile = ({ statuses, ...entry }: ReturnType<typeof connectionEntry>) => ({
  ...entry,
  statuses: Object.fromEntries(
    Object.entries(statuses).map(([word, meaning]) => [
      word,
      meaning === "ignore" || meaning === "unchanged" ? meaning : stateName(meaning),
    ]),
  ),
});

/** A template's state is told in the file's words. */
export const templateForFile = ({ state, ...entry }: ReturnType<typeof templateEntry>) => ({
  ...entry,
  state: state && stateName(state),
});
