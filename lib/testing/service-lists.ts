import { planSync } from "@/lib/sync/services/plan-sync";
import type { Definition, OfferedService, UnreadRow } from "@/lib/sync/services/service-list";
import type { KnownContact, KnownQuestion, SyncPlan, SyncSettings } from "@/lib/sync/services/sync-plan";

// Service lists and contacts as the planner takes them; say what the test is about, leave the rest.

export const service = (code: string, name: string, more: Partial<OfferedService> = {}): OfferedService => ({
  serviceCode: code,
  serviceName: name,
  type: "realtime",
  keywords: [],
  groups: [],
  definition: { kind: "unsaid" },
  ...more,
});

let lastId = 0;
export const contact = (code: string, name: string, more: Partial<KnownContact> = {}): KnownContact => ({
  id: ++lastId,
  version: `v${lastId}`,
  destination: code,
  category: name,
  state: "confirmed",
  stateBeforeRetired: null,
  ours: true,
  protected: false,
  private: false,
  groups: [],
  keywords: [],
  serviceType: "realtime",
  idField: "fixmystreet_id",
  questions: [],
  ...more,
});

const usual: SyncSettings = { useGroups: true, neverRetire: false };
export const plan = (
  services: OfferedService[],
  contacts: KnownContact[],
  more: { settings?: Partial<SyncSettings>; unread?: UnreadRow[] } = {},
): SyncPlan => planSync({ services, unread: more.unread ?? [] }, contacts, { ...usual, ...more.settings });

export const attribute = (code: string, more: object = {}) => ({
  variable: true,
  code,
  datatype: "string" as const,
  required: false,
  order: 0,
  description: `What about ${code}?`,
  values: [],
  ...more,
});
export const asks = (...attributes: ReturnType<typeof attribute>[]): { definition: Definition } => ({
  definition: { kind: "read", attributes, unread: 0 },
});
export const question = (id: number, code: string, more: Partial<KnownQuestion> = {}): KnownQuestion => ({
  id,
  code,
  description: `What about ${code}?`,
  datatype: "string",
  datatypeDescription: "",
  required: false,
  variable: true,
  order: 0,
  automated: "",
  protected: false,
  stopsForm: false,
  values: [],
  ...more,
});
