import { stringify } from "csv-stringify/sync";
import type { Actor } from "@/lib/actor";
import { scopeOf } from "@/lib/auth/scope";
import { DeliveryFilter } from "@/lib/delivery/delivery-filter";
import { type ListedDelivery, readDeliveries } from "@/lib/delivery/list-deliveries";
import { type After, matchingDeliveries } from "@/lib/delivery/matching-deliveries";
import { translator } from "@/lib/messages";
import { safeCell } from "@/lib/safe-cell";
import { reportUrl } from "@/lib/urls";

/** Rows read at a time: memory stays the same however long the file gets. */
const batch = 500;

/**
 * All deliveries that a filter means within the actor's reach as CSV (RFC 4180, UTF-8 with a byte-order mark, so that
 * spreadsheets read the letters right), newest first, in pieces. Whoever stops reading stops the queries.
 * @throws DomainError `forbidden` without `delivery:view`, before the first piece
 */
export function deliveriesCsv(actor: Actor, input: unknown): AsyncIterable<string> {
  const scope = scopeOf(actor, "delivery:view");
  const filter = DeliveryFilter.parse(input);
  const t = translator("adminDeliveries");
  const state = translator("deliveryActions");

  const columns = {
    id: (row) => row.id,
    report: (row) => row.report.id,
    title: (row) => row.report.title ?? "",
    address: (row) => reportUrl(row.report.id),
    body: (row) => row.body.name,
    category: (row) => row.category,
    method: (row) => row.method,
    connection: (row) => row.connection?.slug ?? "",
    state: (row) => state(`state.${row.state}`),
    attempts: (row) => row.attempts,
    error: (row) => row.lastError ?? "",
    planned: (row) => row.createdAt,
    due: (row) => (row.state === "due" ? row.dueAt : ""),
    sent: (row) => row.sentAt ?? "",
    reference: (row) => row.externalId ?? "",
  } satisfies Record<string, (row: ListedDelivery) => string | number>;
  const names = Object.keys(columns) as (keyof typeof columns)[];

  async function* pieces() {
    yield `\uFEFF${stringify([names.map((name) => t(`csv.${name}`))])}`;
    let after: After | null = null;
    for (;;) {
      const found: After[] = await matchingDeliveries(scope, filter, { sort: "-id", after, limit: batch });
      if (found.length === 0) return;
      const rows = await readDeliveries(actor, found);
      yield stringify(rows.map((row) => names.map((name) => safeCell(columns[name](row)))));
      after = found.at(-1) ?? null;
    }
  }
  return pieces();
}
