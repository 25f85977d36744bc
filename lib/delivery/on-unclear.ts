/** What a connection does with a send that may have arrived: wait for a person (the default), or send again. */
export function onUnclear(connection: { settings: unknown } | null): "hold" | "resend" {
  const settings = connection?.settings as { onUnclear?: unknown } | null | undefined;
  return settings?.onUnclear === "resend" ? "resend" : "hold";
}
