import { expect, test } from "vitest";
import { methodFor } from "@/lib/bodies/method";

const open311 = { id: 1, method: "open311" } as const;
const trees = { id: 2, method: "email" } as const;

test.each([
  ["AC-016 no connection anywhere: e-mail", false, null, null, "KRB-7", "email", null],
  [
    "AC-017 a contact's connection counts only where the body can be devolved",
    false,
    open311,
    trees,
    "KRB-7",
    "open311",
    1,
  ],
  ["AC-019 a devolved contact uses its own connection", true, null, open311, "KRB-7", "open311", 1],
  ["AC-020 a devolvable contact without its own uses the body's", true, open311, null, "KRB-7", "open311", 1],
  [
    "a devolved contact may go by e-mail while the body speaks Open311",
    true,
    open311,
    trees,
    "a@b.example",
    "email",
    2,
  ],
  [
    "AC-032 a destination REFUSED takes no reports, in any case",
    false,
    open311,
    null,
    " refused ",
    "refused",
    1,
  ],
] as const)("%s", (_, canBeDevolved, defaultConnection, connection, destination, method, connectionId) => {
  expect(methodFor({ canBeDevolved, defaultConnection }, { destination, connection })).toEqual({
    method,
    connectionId,
  });
});
