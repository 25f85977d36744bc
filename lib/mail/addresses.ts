import { z } from "zod";
import { env } from "@/lib/env";
import type { Mailbox } from "@/lib/mail/mail";
import { oneLine } from "@/lib/plain-text";

const Address = z.email().max(254);

/** Whether a mail can be addressed like this; no display name, no comment, no second address. */
export const isAddress = (text: string): boolean => Address.safeParse(text).success;

/** Our own sender, from MAIL_FROM: `Name <address>` or an address alone. @throws Error when it is neither */
export function ownSender(): { name: string; address: string } {
  const [, name = "", address = env.MAIL_FROM] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(env.MAIL_FROM) ?? [];
  if (!isAddress(address.trim())) throw new Error(`MAIL_FROM has no usable address: ${env.MAIL_FROM}`);
  return { name: oneLine(name.replace(/^"(.*)"$/, "$1")) || env.SITE_NAME, address: address.trim() };
}

/** The address that mail comes from when nobody is meant to answer. */
export const noReplyAddress = (): string => ownSender().address;

/** The addresses of a comma-separated list that can be mailed, each once; what cannot is left out. */
export function addressesIn(list: string): string[] {
  const parts = list.split(/[,;\s]+/).filter(isAddress);
  return [...new Map(parts.map((address) => [address.toLowerCase(), address])).values()];
}

/** RFC 5322's `"name" <address>`, for providers that take a mail as JSON. */
export function formatMailbox({ name, address }: Mailbox): string {
  const plain = oneLine(name ?? "").replace(/[\\"]/g, "\\$&");
  return plain ? `"${plain}" <${address}>` : address;
}
