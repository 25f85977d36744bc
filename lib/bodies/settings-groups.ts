import type { SettingKey, SettingsGroup } from "@/lib/bodies/settings-form";
import type { SendMethod } from "@/prisma/generated/enums";

type Group = { group: SettingsGroup; keys: readonly SettingKey[]; advanced?: boolean };

const rules: Group = { group: "rules", keys: ["stateWhenSent", "rules"], advanced: true };

/** What of updates every method that takes them can be told. */
const updates = { group: "updates", keys: ["sendCategoryChanges", "updateRules"] } as const;

/** The order in which a form asks for the settings of each method; a test sees to it that none is missing. */
export const settingsGroups: Record<SendMethod, readonly Group[]> = {
  email: [{ group: "reach", keys: ["from", "replyTo"] }, updates, rules],
  open311: [
    { group: "reach", keys: ["endpoint", "jurisdictionId", "apiKey", "apiKeyIn", "publishReference"] },
    {
      group: "report",
      keys: [
        "extendedDescription",
        "descriptionPrefix",
        "descriptionLimit",
        "alwaysSendEmail",
        "useServiceAsDeviceId",
      ],
    },
    {
      group: "place",
      keys: ["alwaysSendLatLong", "sendNotPinpointed", "alsoSendAddress", "gridProjection"],
    },
    { group: "photos", keys: ["multiPhotos", "uploadFiles", "alwaysUploadPhotos", "photoMaxBytes"] },
    {
      group: "answers",
      keys: ["attributeStyle", "extraAttributes", "leaveOut", "fillIn", "renameFields"],
      advanced: true,
    },
    {
      group: "updates",
      keys: [
        "extendedStatuses",
        "updatePrefix",
        "markReopen",
        "exactStates",
        "useCustomerReference",
        "serviceCodeInUpdates",
        "updateServiceCode",
        "alwaysSendEmailForUpdates",
        "uploadFilesForUpdates",
        "suppressAlerts",
        "blankUpdatesPermitted",
        "receiveKey",
        ...updates.keys,
      ],
    },
    {
      group: "pulling",
      keys: [
        "updatesFrom",
        "pullEveryMinutes",
        "pullOverlapMinutes",
        "mopUpHours",
        "longestWindowHours",
        "pageParameter",
        "askWithoutDates",
      ],
    },
    { group: "services", keys: ["syncEveryMinutes", "useGroups", "neverRetire"] },
    {
      group: "requests",
      keys: [
        "importExcludeCategories",
        "importPrivateCategories",
        "unknownServiceCode",
        "unknownCategory",
        "importOnlyStatuses",
        "importExcludeStatuses",
        "importOnlyAreas",
        "importExcludeAreas",
        "importExcludeWords",
        "importMaxAgeDays",
        "importDescriptions",
        "fetchAllRequests",
        "convertLatLong",
        "importIdsInDegrees",
        "importSkipsWindow",
      ],
    },
    { group: "doubt", keys: ["onUnclear", "onServerError", "lookUp", "listDelayMs", "errorMeanings"] },
    rules,
    {
      group: "wire",
      keys: [
        "format",
        "dateStyle",
        "timezone",
        "tokenTries",
        "tokenIntervalMs",
        "timeoutMs",
        "maxBytes",
        "acceptEncoding",
      ],
      advanced: true,
    },
  ],
  webhook: [
    { group: "reach", keys: ["url", "secret", "headers", "referencePath"] },
    updates,
    { group: "doubt", keys: ["onUnclear", "errorMeanings"] },
    rules,
    { group: "wire", keys: ["timeoutMs"], advanced: true },
  ],
  hold: [],
  refused: [],
  blackhole: [],
  triage: [],
};
