import { type Taken, takeInboundMail } from "@/lib/delivery/inbound-mail/take";
import { noReplyAddress } from "@/lib/mail/addresses";
import { classify } from "@/lib/mail/inbound/classify";
import { type Envelope, readReceived } from "@/lib/mail/inbound/received-mail";
import { type Returning, readReturnToken } from "@/lib/mail/return-address";

/** One mail is for few of our addresses; who writes to more is after something. */
const maxAddressees = 5;

/**
 * Takes a raw mail for whichever of our addresses it is to; mail for others is ignored without a word.
 * @returns what became of it for each of our addresses
 * @throws Error when it should be handed over again later
 */
export async function takeRawMail(
  raw: Uint8Array,
  envelope: Envelope,
  now: Date = new Date(),
): Promise<Taken[]> {
  const mail = await readReceived(raw, envelope);
  const classified = classify(mail);
  const own = new Map(mail.recipients.flatMap(ownAddress).map((about) => [JSON.stringify(about), about]));
  const taken: Taken[] = [];
  for (const about of [...own.values()].slice(0, maxAddressees)) {
    taken.push(await takeInboundMail({ about, messageId: mail.messageId, classified, mail }, now));
  }
  return taken;
}

function ownAddress(address: string): (Returning | { kind: "no_reply" })[] {
  const about = readReturnToken(address);
  if (about) return [about];
  return address.toLowerCase() === noReplyAddress().toLowerCase() ? [{ kind: "no_reply" }] : [];
}
