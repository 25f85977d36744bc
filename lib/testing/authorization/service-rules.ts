import { packSettings } from "@/lib/bodies/connections";
import { db } from "@/lib/db";
import { applyHeldSync, dismissHeldSync } from "@/lib/sync/services/decide-held";
import { previewSync } from "@/lib/sync/services/preview-sync";
import { servicesOf } from "@/lib/sync/services/services-of";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, type Rules } from "@/lib/testing/authorization/rule";
import type { Things } from "@/lib/testing/authorization/world";
import { makeConnection } from "@/lib/testing/factories";

/** A service list is about the whole body. */
const seeing = { needs: { anyOf: ["connection:edit", "contact:edit"] }, limits: "body" } as const;
const applying = { needs: ["contact:edit"], limits: "body" } as const;

/** Follows a list that nobody answers for: whoever may ask is told so at once. */
async function follower({ body }: Things): Promise<number> {
  const columns = packSettings("open311", { endpoint: "http://127.0.0.1:9/v2", timeoutMs: 500 });
  const way = { bodyId: body.id, slug: mark(), method: "open311" as const, ...columns };
  await db.body.update({ where: { id: body.id }, data: { canBeDevolved: true } });
  return (await makeConnection({ ...way, syncServices: true })).id;
}

const fingerprint = "seen";
const nothing = { create: 0, update: 0, revive: 0, retire: 0, unchanged: 0, left: 0 };

/** One whose list waits for a person. */
async function waiting(things: Things): Promise<number> {
  const connectionId = await follower(things);
  const diff = { fingerprint, counts: nothing, changes: [], left: [], remarks: [] };
  const held = { because: ["first"], dismissed: false, diff };
  await db.watermark.create({ data: { connectionId, kind: "services", held } });
  return connectionId;
}

/** How a connection's service list is followed. */
export const serviceReads: Rules = {
  "lib/sync/services/services-of.ts servicesOf": [
    act({ ...seeing, call: (actor, { here }) => servicesOf(actor, here.connection.id) }),
  ],
};

export const serviceWrites: Rules = {
  "lib/sync/services/preview-sync.ts previewSync": [
    act({
      ...seeing,
      call: async (actor, { here }) => previewSync(actor, { connectionId: await follower(here) }),
    }),
  ],
  "lib/sync/services/decide-held.ts applyHeldSync": [
    act({
      ...applying,
      call: async (actor, { here }) =>
        applyHeldSync(actor, { connectionId: await follower(here), fingerprint }),
    }),
  ],
  "lib/sync/services/decide-held.ts dismissHeldSync": [
    act({
      ...applying,
      call: async (actor, { here }) =>
        dismissHeldSync(actor, { connectionId: await waiting(here), fingerprint }),
    }),
  ],
};
