import { expect, test } from "vitest";
import "@/lib/testing/database";
import { anonymous, job } from "@/lib/actor";
import { AccountDetails, accountOf, findOrMakeUser, PhoneNumber, updateAccount } from "@/lib/auth/account";
import { db } from "@/lib/db";
import { makeUser } from "@/lib/testing/factories";

test("an address has one account, also when it is asked for twice at once", async () => {
  const ids = await Promise.all(
    [1, 2, 3, 4].map(() => db.$transaction((tx) => findOrMakeUser(tx, "same@town.example"))),
  );
  expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
  expect(await db.user.count({ where: { email: "same@town.example" } })).toBe(1);
});

test("people change their own details, and only these", async () => {
  const [me, other] = [await makeUser(), await makeUser()];
  const input = AccountDetails.parse({
    name: " Ada \n Quill ",
    phone: "+44 (0)1234 567890",
    email: "new@x.example",
  });
  await updateAccount({ kind: "citizen", userId: me.id }, input);
  expect(await accountOf({ kind: "citizen", userId: me.id })).toEqual({
    id: me.id,
    email: me.email,
    name: "Ada Quill",
    phone: "+44 (0)1234 567890",
  });
  expect(await accountOf({ kind: "citizen", userId: other.id })).toMatchObject({ name: other.name });
  for (const actor of [anonymous, job("sweep")]) {
    await expect(updateAccount(actor, input)).rejects.toMatchObject({ code: "forbidden" });
    expect(await accountOf(actor)).toBeNull();
  }
});

test.each(["", "01234 567890", "(01234) 567-890", "+44.1234.5678", undefined])(
  "%j is a number to ring",
  (phone) => {
    expect(PhoneNumber.safeParse(phone).success).toBe(true);
  },
);

test.each(["12", "ring me", "<b>1234567</b>", "1".repeat(41)])("%j is none", (phone) => {
  expect(PhoneNumber.safeParse(phone).success).toBe(false);
});
