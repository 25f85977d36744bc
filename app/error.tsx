"use client";

import { Button, LinkButton } from "@/components/ui/button";
// Straight from the file: the whole catalogue would otherwise have to travel to the browser, for a page hardly anybody sees.
import text from "@/messages/en/failure.json";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div className="page">
      <div className="prose" role="alert">
        <h1>{text.title}</h1>
        <p>{text.body}</p>
        <div className="flex flex-wrap gap-3">
          <Button look="primary" onClick={retry}>
            {text.retry}
          </Button>
          <LinkButton href="/">{text.search}</LinkButton>
        </div>
        {reference && (
          <p className="text-small text-ink-soft">
            {text.reference}
            <code className="font-mono">{reference}</code>
          </p>
        )}
      </div>
    </div>
  );
}
