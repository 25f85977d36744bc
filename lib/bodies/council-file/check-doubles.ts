import type { Faults, Path } from "@/lib/bodies/council-file/faults";
import type { CouncilFile } from "@/lib/bodies/council-file/schema";
import { doublesIn } from "@/lib/bodies/doubles";

/** Finds what stands twice in a file where only one can be meant. */
export function checkDoubles(file: CouncilFile, faults: Faults): void {
  const unique = (keys: readonly string[], path: Path, ...below: Path) => {
    for (const [index, first] of doublesIn(keys)) {
      faults.add([...path, index, ...below], `“${keys[index]}” stands here twice: also at [${first}]`);
    }
  };
  unique(
    (file.areas ?? []).map(({ slug }) => slug),
    ["areas"],
    "slug",
  );
  unique(
    (file.bodies ?? []).map(({ slug }) => slug),
    ["bodies"],
    "slug",
  );
  unique(
    (file.clients ?? []).map(({ name }) => name),
    ["clients"],
    "name",
  );
  unique(
    (file.users ?? []).map(({ email }) => email),
    ["users"],
    "email",
  );
  for (const [index, body] of (file.bodies ?? []).entries()) {
    const path = ["bodies", index] as const;
    unique(body.areas ?? [], [...path, "areas"]);
    unique(
      (body.connections ?? []).map(({ slug }) => slug),
      [...path, "connections"],
      "slug",
    );
    unique(
      (body.contacts ?? []).map(({ category }) => category),
      [...path, "contacts"],
      "category",
    );
    unique(
      (body.templates ?? []).map(({ title }) => title),
      [...path, "templates"],
      "title",
    );
    for (const [place, { questions = [] }] of (body.contacts ?? []).entries()) {
      const below = [...path, "contacts", place, "questions"];
      unique(
        questions.map(({ code }) => code),
        below,
        "code",
      );
      for (const [number, { values }] of questions.entries()) {
        unique(
          values.map(({ key }) => key),
          [...below, number, "values"],
          "key",
        );
      }
    }
  }
  checkPeople(file, faults);
}

/** One address is one person: two names for it would overwrite each other on every import. */
function checkPeople(file: CouncilFile, faults: Faults): void {
  const names = new Map<string, string>();
  const say = (person: { email: string; name?: string | undefined } | null | undefined, path: Path) => {
    if (!person?.name) return;
    const known = names.get(person.email);
    if (known === undefined) names.set(person.email, person.name);
    else if (known !== person.name) {
      faults.add([...path, "name"], `${person.email} is called “${known}” elsewhere in the file`);
    }
  };
  for (const [index, { updatesUser }] of (file.bodies ?? []).entries()) {
    say(updatesUser, ["bodies", index, "updatesUser"]);
  }
  for (const [index, user] of (file.users ?? []).entries()) say(user, ["users", index]);
}
