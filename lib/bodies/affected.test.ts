import "@/lib/testing/database";
import { expect, test } from "vitest";
import { type Actor, job } from "@/lib/actor";
import { affectedByChange } from "@/lib/bodies/affected";
import { makeBody, makeCategory, makeConnection, makeContact } from "@/lib/testing/factories";

const staffOf = (bodyId: number, permissions: string[] = ["body:edit"]): Actor => ({
  kind: "staff",
  userId: 1,
  superuser: false,
  bodyId,
  permissions,
});

test("what a new default connection would change is told before it is saved, to the body's own staff only", async () => {
  const body = await makeBody();
  const other = await makeBody();
  const way = await makeConnection({
    bodyId: body.id,
    method: "open311",
    settings: { endpoint: "https://o311.example/v2" },
  });
  const strange = await makeConnection({ bodyId: other.id, method: "open311" });
  const category = await makeCategory({ name: "Loose kerbstone" });
  await makeContact({ bodyId: body.id, categoryId: category.id, destination: "roads@quill.example" });
  await makeContact({ bodyId: body.id, state: "deleted", destination: "gone@quill.example" });

  const change = { bodyId: body.id, defaultConnectionId: way.id };
  expect(await affectedByChange(staffOf(body.id), change)).toMatchObject([
    { category: "Loose kerbstone", from: "email", to: "open311", fault: expect.stringContaining("e-mail") },
  ]);
  expect(await affectedByChange(job("test"), { bodyId: body.id })).toEqual([]);
  await expect(affectedByChange(staffOf(other.id), change)).rejects.toMatchObject({ code: "forbidden" });
  await expect(affectedByChange(staffOf(body.id, []), change)).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    affectedByChange(staffOf(body.id), { ...change, defaultConnectionId: strange.id }),
  ).rejects.toMatchObject({ code: "invalid", fields: { defaultConnectionId: expect.any(String) } });
  await expect(affectedByChange(job("test"), { bodyId: 999_999 })).rejects.toMatchObject({
    code: "not_found",
  });
});
