"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { CopyButton } from "@/components/admin/wire/copy-button";
import { prettyBody, withDots } from "@/components/admin/wire/pretty";
import { classes } from "@/components/ui/classes";
import { ScrollRegion } from "@/components/ui/scroll-region";

type Props = {
  title: string;
  headers: Record<string, string>;
  body: string | null;
  withheld: boolean;
  /** What is said where there is no body. */
  empty: string;
};

/** A body that has more lines than this is folded. */
const unfolded = 24;

const small =
  "inline-flex min-h-9 cursor-pointer items-center rounded px-2 text-small font-semibold text-accent underline hover:bg-accent-wash";

/** One side of a call: its headers, and its body made readable. */
export function WirePane({ title, headers, body, withheld, empty }: Props) {
  const t = useTranslations("adminDeliveries.wire");
  const id = useId();
  const [raw, setRaw] = useState(false);
  const [open, setOpen] = useState(false);
  const pretty = body === null ? "" : prettyBody(body, headers);
  const text = withDots(raw && body !== null ? body : pretty);
  const lines = text.split("\n");
  const more = lines.length - unfolded;
  const shown = open || more <= 0 ? text : lines.slice(0, unfolded).join("\n");
  return (
    <section aria-labelledby={id} className="min-w-0 p-3">
      <div className="flex flex-wrap items-center gap-x-2">
        <p id={id} className="me-auto font-semibold">
          {title}
        </p>
        {body && pretty !== body && (
          <button type="button" className={small} onClick={() => setRaw(!raw)}>
            {raw ? t("pretty") : t("raw")}
          </button>
        )}
        {body && (
          <CopyButton text={() => text} said={t("copiedText")}>
            {t("copy")}
          </CopyButton>
        )}
      </div>
      {Object.keys(headers).length > 0 && (
        <details className="mt-1">
          <summary className="min-h-9 content-center text-small text-ink-soft">{t("headers")}</summary>
          <dl className="font-mono text-small">
            {Object.entries(headers).map(([name, value]) => (
              <div key={name} className="break-all">
                <dt className="inline text-ink-soft">{name}: </dt>
                <dd className="inline">{withDots(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {withheld ? (
        <p className="mt-2 text-small text-ink-soft">{t("withheld")}</p>
      ) : body ? (
        <>
          <ScrollRegion
            label={t("scroll", { what: title })}
            className="mt-2 overflow-x-auto rounded bg-sunken"
          >
            <pre
              className={classes(
                "w-max min-w-full p-3 font-mono text-small",
                raw && "w-auto whitespace-pre-wrap break-all",
              )}
            >
              {shown}
            </pre>
          </ScrollRegion>
          {more > 0 && (
            <button
              type="button"
              className={classes(small, "mt-1")}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? t("less") : t("more", { count: more })}
            </button>
          )}
        </>
      ) : (
        <p className="mt-2 text-small text-ink-soft">{empty}</p>
      )}
    </section>
  );
}
