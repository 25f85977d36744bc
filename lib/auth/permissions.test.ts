import { expect, test } from "vitest";
import { type Actor, anonymous, job } from "@/lib/actor";
import { authorize, may, type Permission, type Subject } from "@/lib/auth/permissions";

const citizen: Actor = { kind: "citizen", userId: 7 };
const staff = {
  kind: "staff",
  userId: 8,
  superuser: false,
  bodyId: 1,
  permissions: ["report:view-private", "report:view-reporter"],
} as const satisfies Actor;
const limited: Actor = { ...staff, categoryIds: [5] };
const superuser: Actor = { ...staff, superuser: true, bodyId: null, permissions: [] };
const bodiless: Actor = { ...staff, bodyId: null };

const own: Subject = { ownerId: 7, bodyIds: [1], categoryId: 5 };
const elsewhere: Subject = { ownerId: 9, bodyIds: [2], categoryId: 5 };

const cells: [string, Actor, Permission, Subject, boolean][] = [
  ["anybody reports", anonymous, "report:create", {}, true],
  ["citizens report", citizen, "report:create", {}, true],
  ["a stranger sees no private report", anonymous, "report:view-private", own, false],
  [
    "a report without reporter is not a stranger's",
    anonymous,
    "report:view-private",
    { ownerId: null },
    false,
  ],
  ["the reporter sees the own private report", citizen, "report:view-private", own, true],
  ["a citizen sees nobody else's", citizen, "report:view-private", elsewhere, false],
  ["the reporter is no staff", citizen, "report:view-reporter", own, false],
  ["staff of the body", staff, "report:view-reporter", own, true],
  ["staff of another body", staff, "report:view-reporter", elsewhere, false],
  ["staff of one of two bodies", staff, "report:view-reporter", { bodyIds: [2, 1] }, true],
  ["a report that went nowhere", staff, "report:view-reporter", { bodyIds: [] }, false],
  ["staff without the permission", staff, "body:edit", { bodyIds: [1] }, false],
  ["staff whose body is gone", bodiless, "report:view-reporter", own, false],
  ["within the categories", limited, "report:view-private", own, true],
  ["outside the categories", limited, "report:view-private", { ...own, categoryId: 6 }, false],
  ["of no category", limited, "report:view-private", { bodyIds: [1] }, false],
  ["superusers everywhere", superuser, "body:edit", elsewhere, true],
  ["one's own account", citizen, "account:edit", { ownerId: 7 }, true],
  ["another's account", superuser, "account:edit", { ownerId: 7 }, false],
  ["jobs", job("import"), "body:edit", {}, true],
];

test.each(cells)("%s", (_, actor, permission, subject, allowed) => {
  expect(may(actor, permission, subject)).toBe(allowed);
});

test("what may not be done is refused in words", () => {
  expect(() => authorize(citizen, "body:edit")).toThrow(expect.objectContaining({ code: "forbidden" }));
  expect(() => authorize(superuser, "body:edit")).not.toThrow();
});
