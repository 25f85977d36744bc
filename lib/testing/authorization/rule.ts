import type { Actor } from "@/lib/actor";
import { type StaffPermission, staffPermissions } from "@/lib/auth/permissions";
import { DomainError } from "@/lib/errors";
import { type People, parts, type Things, type World } from "@/lib/testing/authorization/world";

type Rule = {
  /** All of these; `anyOf`: one of them; `superuser`: nothing that a body can give. */
  needs: readonly StaffPermission[] | { anyOf: readonly StaffPermission[] } | "superuser";
  /**
   * For staff who are limited to categories: `category` = it is for their categories, `body` = it is about the whole body, so not
   * for them, `none` = limits do not count.
   */
  limits: "category" | "body" | "none";
  /** What staff without the permission get; refused unless said. */
  without?: "nothing";
  /** With valid input on what is in `world.here`, as fresh as it takes for this to succeed each time. */
  call: (actor: Actor, world: World) => unknown;
};

type Called<Answer> = Omit<Rule, "call"> & {
  call: (actor: Actor, world: World) => Answer | Promise<Answer>;
};

type ActOf<Answer> = Called<Answer> & {
  /** Which answers are refusals, where none is thrown. */
  refusal?: (answer: Answer) => boolean;
  /** Whoever has the permission at any body may do it: it tells nothing of one. */
  everybodys?: true;
};

type ListOf<Answer> = Called<Answer> & {
  /** What is in the answer, by its ids. */
  ids: (answer: Answer) => readonly unknown[];
  /** Which of these are whose. */
  own: (things: Things) => readonly unknown[];
};

// `never`: each is called with what its own verb answered only.
export type Act = Rule & Pick<ActOf<never>, "refusal" | "everybodys">;
export type List = Rule & Pick<ListOf<never>, "ids" | "own">;
export type Check = Act | List;
/** By file and name of the verb; several where it depends on what is asked. */
export type Rules = Record<string, readonly Check[]>;

/** Something is done to, or read of, one thing of the body: allowed or refused. */
export const act = <Answer>(one: ActOf<Answer>): Act => one;

/** A list, or what is counted like one: everybody gets what is theirs. */
export const list = <Answer>(one: ListOf<Answer>): List => one;

/** What is added up, told apart by powers of two. */
export const sharesIn = (sum: number): number[] => [1, 2, 4].filter((share) => (sum & share) !== 0);
export const ownShare = ({ share }: Things): number[] => [share];

/** All roles, and two that are made for this rule: what is needed and nothing else, everything else and not this. */
export function everybody(people: People, { needs }: Rule): People {
  const admin = people["admin of A"];
  if (admin?.kind !== "staff") throw new Error("A has an administrator.");
  if (needs === "superuser") return people;
  const enough = "anyOf" in needs ? needs.anyOf.map((one) => [one]) : [needs];
  const missing = "anyOf" in needs ? needs.anyOf : needs.slice(0, 1);
  const holding = (permissions: readonly StaffPermission[]): Actor => ({ ...admin, permissions });
  return {
    ...people,
    [`all of A but ${missing.join(", ")}`]: holding(staffPermissions.filter((one) => !missing.includes(one))),
    ...Object.fromEntries(enough.map((some) => [`only ${some.join(", ")} of A`, holding(some)])),
  };
}

/** What should come of it, by the rule alone. */
export function expected(check: Check, actor: Actor, world: World): string {
  const { needs, limits, without } = check;
  if (actor.kind !== "staff") return refused;
  if (actor.superuser)
    return "ids" in check ? seen(parts.filter((part) => check.own(world[part]).length > 0)) : allowed;
  if (needs === "superuser") return refused;
  const has = (one: StaffPermission) => actor.permissions.includes(one);
  const enough = "anyOf" in needs ? needs.anyOf.some(has) : needs.every(has);
  const limited = actor.categoryIds !== undefined;
  if (!enough || (limited && limits === "body")) return without === "nothing" ? seen([]) : refused;
  const within = (part: (typeof parts)[number]): boolean =>
    world[part].body.id === actor.bodyId &&
    (limits !== "category" || !limited || actor.categoryIds?.includes(world[part].category.id) === true);
  if ("ids" in check) return seen(parts.filter((part) => within(part) && check.own(world[part]).length > 0));
  return within("here") || check.everybodys ? allowed : refused;
}

/** What came of it. */
export async function outcome(check: Check, actor: Actor, world: World): Promise<string> {
  try {
    const answer = (await check.call(actor, world)) as never;
    if ("ids" in check) {
      const ids = check.ids(answer);
      return seen(
        parts.flatMap((part) => {
          const own = check.own(world[part]);
          const got = own.filter((id) => ids.includes(id)).length;
          return got === 0 ? [] : got < own.length ? [`some of ${part}`] : [part];
        }),
      );
    }
    return check.refusal?.(answer) ? refused : allowed;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, message, fields } = error;
    return code === "forbidden" || code === "not_found"
      ? refused
      : `${code}: ${message} ${JSON.stringify(fields)}`;
  }
}

const refused = "refused";
const allowed = "allowed";
const seen = (whose: readonly string[]): string => `gets of ${whose.join(" and ") || "nobody"}`;
