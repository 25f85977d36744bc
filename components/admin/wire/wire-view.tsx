"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/admin/wire/copy-button";
import { curlToCopy } from "@/components/admin/wire/curl";
import { withDots } from "@/components/admin/wire/pretty";
import { WirePane } from "@/components/admin/wire/wire-pane";
import { classes } from "@/components/ui/classes";

/** One call over the wire as it was kept: secrets and personal data are blanked. */
export type WireExchange = {
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  status: number | null;
  responseHeaders: Record<string, string>;
  responseBody: string | null;
  durationMs: number;
  /** Its bodies are kept from who looks at it. */
  withheld?: boolean;
};

/** Request and answer side by side, as they went over the wire. */
export function WireView({
  exchange,
  name,
  requestOnly = false,
}: {
  exchange: WireExchange;
  name: string;
  /** Nothing left: there is no answer to show. */
  requestOnly?: boolean;
}) {
  const t = useTranslations("adminDeliveries.wire");
  const { method, url, status, durationMs, withheld = false } = exchange;
  const overHttp = /^https?:/.test(url);
  const curl = withheld ? null : curlToCopy(exchange);
  return (
    <figure className="overflow-hidden rounded border border-line" aria-label={name}>
      <figcaption className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-sunken px-3 py-2">
        <code className="min-w-0 flex-1 basis-80 font-mono text-small break-all">
          <b>{method}</b> {withDots(url)}
        </code>
        <span className="flex flex-wrap items-center gap-3 text-small">
          {status !== null && (
            <span
              className={classes(
                "rounded border px-2 font-semibold",
                status < 300 ? "border-fixed bg-success-wash" : "border-danger bg-danger-wash",
              )}
            >
              {t("status", { status: String(status) })}
            </span>
          )}
          {!requestOnly && <span className="tabular-nums">{t("took", { ms: durationMs })}</span>}
          {curl && (
            <CopyButton text={() => curl} said={t("copied")}>
              {t("copyCurl")}
            </CopyButton>
          )}
        </span>
      </figcaption>
      <div className={classes("grid", !requestOnly && "lg:grid-cols-2")}>
        <WirePane
          title={t("request")}
          headers={exchange.requestHeaders}
          body={exchange.requestBody}
          withheld={withheld}
          empty={t("noBody")}
        />
        {!requestOnly && (
          <div className="min-w-0 border-line max-lg:border-t lg:border-s">
            <WirePane
              title={t("answer")}
              headers={exchange.responseHeaders}
              body={exchange.responseBody}
              withheld={withheld}
              empty={status === null && overHttp ? t("noAnswer") : t("noBody")}
            />
          </div>
        )}
      </div>
    </figure>
  );
}
