import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import "@/lib/testing/database";
import { createToken, tokenLife, tokenText } from "@/lib/auth/tokens";
import { db } from "@/lib/db";
import { env, provideEnv } from "@/lib/env";
import { sendInvitationMail } from "@/lib/mail/invitation-mail";
import { makeBody, makeUser } from "@/lib/testing/factories";

provideEnv({ MAIL_OUTBOX: path.join(".data/test", `invitations-${process.pid}`) });

const mails = async () => {
  const files = (await readdir(env.MAIL_OUTBOX).catch(() => [])).filter((file) => file.endsWith(".eml"));
  return Promise.all(files.map((file) => readFile(path.join(env.MAIL_OUTBOX, file), "utf8")));
};
const invited = async (more: object) => {
  const user = await makeUser({ emailVerifiedAt: null, ...more });
  const link = { kind: "sign_in", userId: user.id, now: new Date(), ttl: tokenLife.invitation } as const;
  return { user, token: await createToken(db, link) };
};

test("the invitation names the body and holds the link; whoever is in, or out again, gets none", async () => {
  const body = await makeBody({ name: "Alderwick City Council" });
  const { user, token } = await invited({ bodyId: body.id, name: "Ida Marsh" });
  await sendInvitationMail(token.id);
  const [mail = "", ...others] = await mails();
  expect(others).toEqual([]);
  const text = mail.replace(/=\r?\n/g, "");
  expect(text).toContain(user.email);
  expect(text).toContain("Hello Ida Marsh");
  expect(text).toContain("Alderwick City Council has given you access to Mendline");
  expect(text).toContain(`/auth/${tokenText(token)}`);

  await db.token.update({ where: { id: token.id }, data: { usedAt: new Date() } });
  await sendInvitationMail(token.id);
  const citizen = await invited({});
  await sendInvitationMail(citizen.token.id);
  const late = await invited({ bodyId: body.id });
  await sendInvitationMail(late.token.id, new Date(Date.now() + tokenLife.invitation));
  await sendInvitationMail(999_999);
  expect(await mails()).toHaveLength(1);
});

test("a superuser without a body, and somebody without a name, are greeted as well", async () => {
  const { token } = await invited({ superuser: true, name: "" });
  await sendInvitationMail(token.id);
  const text = (await mails()).find((mail) => mail.includes("look after"));
  expect(text).toContain("Hello,");
});
