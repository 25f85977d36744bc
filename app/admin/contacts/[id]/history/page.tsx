import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { pageQuery } from "@/app/_server/page-query";
import { orRefuse } from "@/app/_server/staff";
import { contactAt } from "@/app/admin/contacts/[id]/contact-at";
import { ContactFrame } from "@/app/admin/contacts/[id]/contact-frame";
import { ContactHistory } from "@/components/admin/contacts/contact-history";
import { Pager } from "@/components/admin/pager";
import { contactHistory } from "@/lib/bodies/contact-history";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("adminContacts.history");
  const { contact } = await contactAt((await params).id);
  return { title: t("title", { category: contact.category }) };
}

export default async function ContactHistoryPage({ params, searchParams }: Props) {
  const { actor, contact } = await contactAt((await params).id);
  const { query } = pageQuery(z.object({ cursor: z.string().max(200).optional() }), await searchParams);
  const page = await orRefuse(contactHistory(actor, contact.id, query.cursor));
  return (
    <ContactFrame contact={contact} tab="history">
      <ContactHistory entries={page.items} />
      <Pager next={page.next} />
    </ContactFrame>
  );
}
