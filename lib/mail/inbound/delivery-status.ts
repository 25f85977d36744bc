/** What became of one recipient, from a delivery status notification (RFC 3464). */
export type RecipientStatus = {
  address: string;
  /** failed, delayed, delivered, relayed or expanded */
  action: string;
  /** RFC 3463: `5.1.1` */
  status: string;
  /** What the other mail server said. */
  diagnostic: string;
};

/** Reads the `message/delivery-status` part: groups of fields divided by empty lines, the first about the whole message. */
export function readDeliveryStatus(text: string): RecipientStatus[] {
  return text
    .replace(/\n[ \t]+/g, " ")
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter((fields) => fields.has("final-recipient") || fields.has("original-recipient"))
    .map((fields) => ({
      address: typed(fields.get("final-recipient") ?? fields.get("original-recipient")),
      action: (fields.get("action") ?? "").toLowerCase(),
      status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "")?.[0] ?? "",
      diagnostic: typed(fields.get("diagnostic-code")),
    }));
}

function fieldsOf(group: string): Map<string, string> {
  const fields = group.split("\n").flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
  });
  return new Map(fields.toReversed());
}

/** `rfc822; a@b.example` without its type, and without the angle brackets that some write around it. */
const typed = (value: string | undefined): string =>
  (value ?? "")
    .replace(/^[\w-]+\s*;\s*/, "")
    .replace(/^<(.*)>$/, "$1")
    .trim();
