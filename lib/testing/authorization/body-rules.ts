import { affectedByChange } from "@/lib/bodies/affected";
import { coverAreas } from "@/lib/bodies/cover-areas";
import { createBody } from "@/lib/bodies/create-body";
import { areasToChoose, listAreas, readArea } from "@/lib/bodies/list-areas";
import { outlinesOf } from "@/lib/bodies/outlines";
import { openDeliveriesOf, readBody } from "@/lib/bodies/read-body";
import { retireArea, reviveArea } from "@/lib/bodies/retire-area";
import { retireBody, reviveBody } from "@/lib/bodies/retire-body";
import { saveArea } from "@/lib/bodies/save-area";
import { saveBody } from "@/lib/bodies/save-body";
import { OfficeHoursInput, saveOfficeHours } from "@/lib/bodies/save-office-hours";
import { saveRouting } from "@/lib/bodies/save-routing";
import { db } from "@/lib/db";
import { listBodies } from "@/lib/reports/list-bodies";
import { mark } from "@/lib/testing/authorization/fresh";
import { act, list, type Rules } from "@/lib/testing/authorization/rule";
import { boxPolygon, makeArea, townBox } from "@/lib/testing/factories";

const editing = { needs: ["body:edit"], limits: "body" } as const;
/** Which bodies and areas there are concerns the whole installation. */
const governing = { needs: "superuser", limits: "none" } as const;

/** Reading bodies and areas. */
export const bodyReads: Rules = {
  "lib/bodies/affected.ts affectedByChange": [
    act({
      ...editing,
      call: (actor, { here }) => affectedByChange(actor, { bodyId: here.body.id, defaultConnectionId: null }),
    }),
  ],
  "lib/bodies/outlines.ts outlinesOf": [
    act({ ...editing, call: (actor, { here }) => outlinesOf(actor, here.body.id) }),
  ],
  "lib/bodies/read-body.ts readBody": [
    act({ ...editing, call: (actor, { here }) => readBody(actor, here.body.id) }),
  ],
  "lib/bodies/read-body.ts openDeliveriesOf": [
    act({ ...editing, call: (actor, { here }) => openDeliveriesOf(actor, here.body.id) }),
  ],
  "lib/reports/list-bodies.ts listBodies": [
    list({
      ...editing,
      call: (actor) => listBodies(actor, {}),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ body }) => [body.id],
    }),
  ],
  "lib/bodies/list-areas.ts listAreas": [
    list({
      ...governing,
      call: (actor) => listAreas(actor, {}),
      ids: ({ items }) => items.map(({ id }) => id),
      own: ({ area }) => [area.id],
    }),
  ],
  "lib/bodies/list-areas.ts areasToChoose": [
    list({
      ...governing,
      call: (actor, { here }) => areasToChoose(actor, here.body.id),
      ids: (areas) => areas.map(({ id }) => id),
      own: ({ area }) => [area.id],
    }),
  ],
  "lib/bodies/list-areas.ts readArea": [
    act({ ...governing, call: (actor, { here }) => readArea(actor, here.area.id) }),
  ],
};

/** Changing them. */
export const bodyWrites: Rules = {
  "lib/bodies/create-body.ts createBody": [
    act({
      ...governing,
      call: (actor, { here }) =>
        createBody(actor, { name: "New", slug: mark(), language: "en", areaIds: [here.area.id] }),
    }),
  ],
  "lib/bodies/cover-areas.ts coverAreas": [
    act({
      ...governing,
      call: async (actor, { here }) =>
        coverAreas(actor, { bodyId: here.body.id, areaIds: [here.area.id, (await makeArea()).id] }),
    }),
  ],
  "lib/bodies/retire-body.ts retireBody": [
    act({
      ...governing,
      call: async (actor, { here }) => {
        await retireBody(actor, { bodyId: here.body.id, note: "" });
        await db.body.update({ where: { id: here.body.id }, data: { deletedAt: null } });
      },
    }),
  ],
  "lib/bodies/retire-body.ts reviveBody": [
    act({ ...governing, call: (actor, { here }) => reviveBody(actor, { bodyId: here.body.id, note: "" }) }),
  ],
  "lib/bodies/retire-area.ts retireArea": [
    act({ ...governing, call: async (actor) => retireArea(actor, { areaId: (await makeArea()).id }) }),
  ],
  "lib/bodies/retire-area.ts reviveArea": [
    act({ ...governing, call: (actor, { here }) => reviveArea(actor, { areaId: here.area.id }) }),
  ],
  "lib/bodies/save-area.ts saveArea": [
    act({
      ...governing,
      call: (actor) =>
        saveArea(actor, {
          areaId: null,
          name: "New",
          slug: mark(),
          type: "town",
          geometry: boxPolygon(townBox),
        }),
    }),
    act({
      ...governing,
      call: (actor, { here: { area } }) =>
        saveArea(actor, { areaId: area.id, name: mark(), slug: area.slug, type: "town", geometry: null }),
    }),
  ],
  "lib/bodies/save-body.ts saveBody": [
    act({
      ...editing,
      call: (actor, { here: { body } }) =>
        saveBody(actor, { ...settings(body), externalUrl: `https://a.example/${mark()}` }),
    }),
    // The name in addresses is everybody's.
    act({
      ...governing,
      call: async (actor, { here: { body } }) => saveBody(actor, { ...settings(body), slug: mark() }),
    }),
  ],
  "lib/bodies/save-office-hours.ts saveOfficeHours": [
    act({
      ...editing,
      call: (actor, { here }) => saveOfficeHours(actor, OfficeHoursInput.parse({ bodyId: here.body.id })),
    }),
  ],
  "lib/bodies/save-routing.ts saveRouting": [
    act({
      ...editing,
      call: (actor, { here: { body, connection } }) =>
        saveRouting(actor, {
          bodyId: body.id,
          defaultConnectionId: connection.id,
          canBeDevolved: true,
          seen: true,
        }),
    }),
  ],
};

const settings = ({ id, name }: { id: number; name: string }) => ({
  ...{ bodyId: id, name, externalUrl: null, language: "en", replyTo: null },
  ...{ updatesUser: null, accent: null, requireSecondFactor: false },
});
