import type { Route } from "next";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Messages } from "@/lib/messages";

type Words = Messages["account"]["security"]["factor"];

/** The recovery codes, this once. */
export function RecoveryCodes({
  codes,
  done,
  next,
  words,
}: {
  codes: readonly string[];
  done: string;
  next: Route;
  words: Words;
}) {
  return (
    <div className="flex flex-col gap-6">
      <Notice kind="success" title={done} announce />
      <div>
        <h2>{words.codesTitle}</h2>
        <p className="mt-1">{words.codesLead}</p>
        <ul className="mt-4 grid grid-cols-2 gap-x-6 gap-y-2 rounded border border-line bg-surface p-4 font-mono text-large">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <div>
        <LinkButton look="primary" href={next}>
          {words.goOn}
        </LinkButton>
      </div>
    </div>
  );
}
