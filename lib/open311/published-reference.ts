type Referenced = {
  externalId: string | null;
  customerReference: string | null;
  connection: { settings: unknown } | null;
};

/**
 * The reference that people are told: the body's own, the customer reference it gave us, or our report number, as the
 * connection's setting `publishReference` says; null when there is none.
 */
export function publishedReference(reportId: number, delivery: Referenced): string | null {
  const settings = delivery.connection?.settings as { publishReference?: unknown } | null | undefined;
  if (settings?.publishReference === "ours") return String(reportId);
  if (settings?.publishReference === "customer") return delivery.customerReference;
  return delivery.externalId;
}
