/** After so many failed calls in a row a receiver counts as down. */
export const downAfter = 3;

/** `failing`: several calls in a row were not taken; `stopped`: paused by itself because of that; `paused`: by a person. */
export type WebhookStanding = "well" | "failing" | "paused" | "stopped";

/** How a webhook fares. */
export function standingOf({
  pausedAt,
  failures,
}: {
  pausedAt: Date | null;
  failures: number;
}): WebhookStanding {
  if (pausedAt !== null) return failures > 0 ? "stopped" : "paused";
  return failures >= downAfter ? "failing" : "well";
}
