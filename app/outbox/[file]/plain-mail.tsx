import { Fragment } from "react";

/** A full stop or bracket behind an address belongs to the sentence. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/;

/** A mail's text as it is, its addresses as links. */
export function PlainMail({ text }: { text: string }) {
  return (
    <pre className="rounded border border-line bg-surface p-4 font-mono text-small break-words whitespace-pre-wrap">
      {text.split(address).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cut from a text that does not change, the place is the key
        <Fragment key={at}>{at % 2 === 1 ? <a href={part}>{part}</a> : part}</Fragment>
      ))}
    </pre>
  );
}
