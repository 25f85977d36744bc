import { connectionSettings } from "@/lib/bodies/connection-settings";
import { readSettings } from "@/lib/bodies/connections";
import { checkTemplates } from "@/lib/bodies/council-file/check-templates";
import type { Faults, Path } from "@/lib/bodies/council-file/faults";
import { type Known, keyHashOf } from "@/lib/bodies/council-file/known";
import type { BodyRow, ConnectionRow } from "@/lib/bodies/council-file/rows";
import type { BodyEntry, ConnectionEntry, CouncilFile } from "@/lib/bodies/council-file/schema";
import { builtInRoles, isBuiltInRole } from "@/lib/bodies/roles";

const NEW = "Is needed for what is new";

/** Checks what a file names against the file itself and the database: whether it is there, and whether nothing is missing. */
export function checkReferences(file: CouncilFile, known: Known, faults: Faults): void {
  for (const [index, area] of (file.areas ?? []).entries()) {
    if (known.areas.has(area.slug)) continue;
    if (area.name === undefined) faults.add(["areas", index, "name"], NEW);
    if (area.geometry === undefined) faults.add(["areas", index, "geometry"], NEW);
  }
  const areas = namesOf(file.areas, "slug", known.areas.keys());
  for (const [index, body] of (file.bodies ?? []).entries()) {
    checkBody(body, ["bodies", index], known.bodies.get(body.slug), areas, faults);
  }
  checkClients(file, known, faults);
  checkUsers(file, known, faults);
}

function checkBody(
  body: BodyEntry,
  path: Path,
  row: BodyRow | undefined,
  areas: Set<string>,
  faults: Faults,
): void {
  if (!row && body.name === undefined) faults.add([...path, "name"], NEW);
  for (const [index, area] of (body.areas ?? []).entries()) {
    if (!areas.has(area)) faults.add([...path, "areas", index], `There is no area “${area}”`);
  }
  const connections = namesOf(
    body.connections,
    "slug",
    row?.connections.map(({ slug }) => slug),
  );
  const checkWay = (slug: string | null | undefined, place: Path) => {
    if (slug && !connections.has(slug)) faults.add(place, `This body has no connection “${slug}”`);
  };
  checkWay(body.connection, [...path, "connection"]);
  const categories = namesOf(
    body.contacts,
    "category",
    row?.contacts.map(({ category }) => category.name),
  );
  const noContact = (name: string) => `This body has no contact for “${name}”`;
  for (const [index, connection] of (body.connections ?? []).entries()) {
    const now = row?.connections.find(({ slug }) => slug === connection.slug);
    const place = [...path, "connections", index];
    checkConnection(connection, place, now, faults);
    for (const [code, name] of Object.entries(connection.serviceCodes ?? {})) {
      if (name !== null && !categories.has(name))
        faults.add([...place, "serviceCodes", code], noContact(name));
    }
  }
  const knownCategories = new Set(row?.contacts.map(({ category }) => category.name));
  for (const [index, contact] of (body.contacts ?? []).entries()) {
    const place = [...path, "contacts", index];
    checkWay(contact.connection, [...place, "connection"]);
    const isNew = !knownCategories.has(contact.category);
    if (isNew && contact.destination === undefined) faults.add([...place, "destination"], NEW);
  }
  for (const [index, template] of (body.templates ?? []).entries()) {
    const place = [...path, "templates", index];
    const isNew = !row?.templates.some(({ title }) => title === template.title);
    if (isNew && template.text === undefined) faults.add([...place, "text"], NEW);
    for (const [number, name] of (template.categories ?? []).entries()) {
      if (categories.has(name)) continue;
      faults.add([...place, "categories", number], noContact(name));
    }
  }
  checkTemplates(body.templates ?? [], [...path, "templates"], row, faults);
}

function checkConnection(
  entry: ConnectionEntry,
  path: Path,
  row: ConnectionRow | undefined,
  faults: Faults,
): void {
  const method = entry.method ?? row?.method;
  if (!method) {
    faults.add([...path, "method"], NEW);
    return;
  }
  const result = connectionSettings[method].schema.safeParse(wantedSettings(entry, row));
  if (!result.success) faults.addSchema(result.error, [...path, "settings"]);
}

/** What the file says over what the row has, secrets too; a row of another method has nothing to keep. */
export function wantedSettings(
  entry: ConnectionEntry,
  row: ConnectionRow | undefined,
): Record<string, unknown> {
  const stays = row && (entry.method ?? row.method) === row.method;
  return { ...(stays && readSettings(row)), ...entry.settings };
}

function checkClients(file: CouncilFile, known: Known, faults: Faults): void {
  const owners = new Map(known.clientOfHash);
  const bodies = namesOf(file.bodies, "slug", known.bodies.keys());
  for (const [index, client] of (file.clients ?? []).entries()) {
    const { body } = client;
    if (body && !bodies.has(body)) faults.add(["clients", index, "body"], `There is no body “${body}”`);
    const path = ["clients", index, "apiKey"];
    const hash = keyHashOf(client);
    if (hash === undefined) {
      if (!known.clients.has(client.name)) faults.add(path, NEW);
      continue;
    }
    const owner = owners.get(hash);
    if (owner !== undefined && owner !== client.name) faults.add(path, `“${owner}” has the same key`);
    owners.set(hash, client.name);
  }
}

function checkUsers(file: CouncilFile, known: Known, faults: Faults): void {
  const bodies = namesOf(file.bodies, "slug", known.bodies.keys());
  const categories = new Set([
    ...known.categories,
    ...(file.bodies ?? []).flatMap(({ contacts = [] }) => contacts.map(({ category }) => category)),
  ]);
  for (const [index, user] of (file.users ?? []).entries()) {
    const path = ["users", index] as const;
    const row = known.users.get(user.email);
    const body = user.body === undefined ? row?.body?.slug : user.body;
    if (body && !bodies.has(body)) faults.add([...path, "body"], `There is no body “${body}”`);
    const own = (body && known.bodies.get(body)?.roles.map(({ slug }) => slug)) || [];
    for (const [number, role] of (user.roles ?? []).entries()) {
      const place = [...path, "roles", number];
      if (!body) faults.add(place, "Only somebody who works for a body has a role");
      else if (!isBuiltInRole(role) && !own.includes(role)) {
        const all = [...new Set([...Object.keys(builtInRoles), ...own])].join(", ");
        faults.add(place, `There is no role “${role}”; there are: ${all}`);
      }
    }
    for (const [number, name] of (user.categories ?? []).entries()) {
      if (!categories.has(name))
        faults.add([...path, "categories", number], `There is no category “${name}”`);
    }
  }
}

function namesOf<Key extends string>(
  entries: readonly { [key in Key]: string }[] | undefined,
  key: Key,
  stored: Iterable<string> = [],
): Set<string> {
  return new Set([...(entries ?? []).map((entry) => entry[key]), ...stored]);
}
