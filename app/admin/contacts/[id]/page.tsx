import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { contactAt } from "@/app/admin/contacts/[id]/contact-at";
import { ContactFrame } from "@/app/admin/contacts/[id]/contact-frame";
import { changeContactAction } from "@/app/admin/contacts/contact-actions";
import { ContactForm } from "@/components/admin/contacts/contact-form";
import { contactChoices } from "@/lib/bodies/contact-choices";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { contact } = await contactAt((await params).id);
  return { title: contact.category };
}

export default async function ContactPage({ params }: Props) {
  const { actor, contact } = await contactAt((await params).id);
  const choices = (await contactChoices(actor, contact.body.id)) ?? notFound();
  return (
    <ContactFrame contact={contact} tab="contact">
      <ContactForm
        key={contact.version}
        bodyId={contact.body.id}
        contact={contact}
        choices={choices}
        save={changeContactAction}
      />
    </ContactFrame>
  );
}
