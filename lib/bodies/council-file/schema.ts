import { z } from "zod";
import { EmailAddress } from "@/lib/auth/account";
import { contactFields } from "@/lib/bodies/contact-fields";
import { type StatusMeaning, stateNames, stateOfName } from "@/lib/bodies/council-file/state-names";
import { Language, Name, Slug, WebAddress, Words } from "@/lib/bodies/fields";
import { QuestionEntry } from "@/lib/bodies/question-entry";
import { clientRights } from "@/lib/clients/client-key";
import { SavedGeometry } from "@/lib/geo/area-geometry";
import { normaliseStatus } from "@/lib/open311/status";
import { oneLine } from "@/lib/plain-text";
import { SendMethod } from "@/prisma/generated/enums";

// Every key but those that say which row is meant may be left out: then the row keeps what it has, and a new one
// gets the default. What a new row cannot do without is checked in check-references.ts. Keys: docs/council-file.md.

/** Somebody who has not said it has none. */
const PersonName = z.string().transform(oneLine).pipe(z.string().max(100));
const Flag = z.boolean().optional();
const Names = z.array(Name).optional();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).optional();

const AreaEntry = z.strictObject({
  slug: Slug,
  name: Name.optional(),
  type: Name.optional(),
  geometry: SavedGeometry.optional(),
  retired: Flag,
});

/** What a back end's word for a status means: a state, the one it has already, or that the item is left out. */
const Meaning = z.string().transform((word, context) => {
  const state: StatusMeaning | null = word === "unchanged" || word === "ignore" ? word : stateOfName(word);
  if (state) return state;
  context.addIssue({
    code: "custom",
    message: `Must be “unchanged”, “ignore” or one of: ${stateNames.join(", ")}`,
  });
  return z.NEVER;
});

/** By the back end's words, however they are spelled. */
const Statuses = z.record(z.string(), Meaning).transform((words, context) => {
  const entries = Object.entries(words).map(([word, meaning]) => [normaliseStatus(word), meaning] as const);
  if (entries.some(([word]) => !word))
    context.addIssue({ code: "custom", message: "A status word must not be empty" });
  return Object.fromEntries(entries) as Record<string, StatusMeaning>;
});

const ConnectionEntry = z.strictObject({
  slug: Slug,
  method: z.enum(SendMethod).optional(),
  pullUpdates: Flag,
  sendUpdates: Flag,
  pullRequests: Flag,
  syncServices: Flag,
  paused: Flag,
  statuses: Statuses.optional(),
  /** Which category the back end's own problems of a code get; null = nobody has said. */
  serviceCodes: z.record(z.string().min(1).max(500), Name.nullable()).optional(),
  /** By the method's own schema, see check-references.ts. */
  settings: z.record(z.string(), z.unknown()).optional(),
});

const ContactEntry = z.strictObject({
  category: Name,
  ...z.object(contactFields).partial().shape,
  connection: Slug.nullable().optional(),
  questions: z
    .array(QuestionEntry)
    .transform((questions) =>
      questions.map((question, index) => ({ ...question, order: question.order ?? index })),
    )
    .optional(),
});

const State = z.string().transform((name, context) => {
  const state = stateOfName(name);
  if (state) return state;
  context.addIssue({ code: "custom", message: `Must be one of: ${stateNames.join(", ")}` });
  return z.NEVER;
});

const TemplateEntry = z.strictObject({
  title: Name,
  text: z.string().trim().min(1, "Must not be empty").optional(),
  emailText: z.string().trim().nullable().optional(),
  state: State.nullable().optional(),
  externalStatusCode: z.string().transform(oneLine).nullable().optional(),
  autoResponse: Flag,
  retired: Flag,
  categories: Names,
});

const BodyEntry = z.strictObject({
  slug: Slug,
  name: Name.optional(),
  areas: list(Slug),
  externalUrl: WebAddress.nullable().optional(),
  updatesUser: z.strictObject({ name: PersonName, email: EmailAddress }).nullable().optional(),
  canBeDevolved: Flag,
  language: Language.optional(),
  replyTo: EmailAddress.nullable().optional(),
  forwardUpdates: Flag,
  retired: Flag,
  connection: Slug.nullable().optional(),
  connections: list(ConnectionEntry),
  contacts: list(ContactEntry),
  templates: list(TemplateEntry),
});

const ClientEntry = z.strictObject({
  name: Name,
  apiKey: z.string().trim().min(8, "Must have at least 8 characters").optional(),
  /** Instead of the key, from an export with secrets. */
  keyHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "Must be a SHA-256 in hex")
    .optional(),
  /** The body whose system it is. */
  body: Slug.nullable().optional(),
  may: list(z.enum(clientRights)),
  trusted: Flag,
  callsPerMinute: z.number().int().min(1).max(10_000).optional(),
  note: Words(2000).optional(),
  revoked: Flag,
});

const UserEntry = z.strictObject({
  email: EmailAddress,
  name: PersonName.optional(),
  body: Slug.nullable().optional(),
  roles: list(Slug),
  superuser: Flag,
  /** Limits a member of staff to these categories; empty = all. */
  categories: Names,
});

/** What `npm run council` reads and writes. */
export const CouncilFile = z.strictObject({
  areas: list(AreaEntry),
  bodies: list(BodyEntry),
  clients: list(ClientEntry),
  users: list(UserEntry),
});
export type CouncilFile = z.output<typeof CouncilFile>;
/** As it is written: defaults may be left out. */
export type CouncilFileInput = z.input<typeof CouncilFile>;

export type AreaEntry = z.output<typeof AreaEntry>;
export type BodyEntry = z.output<typeof BodyEntry>;
export type ConnectionEntry = z.output<typeof ConnectionEntry>;
export type ContactEntry = z.output<typeof ContactEntry>;
export type TemplateEntry = z.output<typeof TemplateEntry>;
export type ClientEntry = z.output<typeof ClientEntry>;
export type UserEntry = z.output<typeof UserEntry>;
