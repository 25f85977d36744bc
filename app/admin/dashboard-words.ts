/** What the dashboard says with the public site's words. */
const shared = [
  "states",
  "shell",
  "report",
  "reports",
  "reportForm",
  "map",
  "connectionSettings",
  "deliveryActions",
  "updateDecisions",
];

/** Whether the dashboard's scripts are given the messages of this namespace; what others hold, only its server can say. */
export const isDashboardWords = (namespace: string): boolean =>
  namespace.startsWith("admin") || shared.includes(namespace);
