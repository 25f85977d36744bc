import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { orRefuse } from "@/app/_server/staff";
import { contactAt } from "@/app/admin/contacts/[id]/contact-at";
import { ContactFrame } from "@/app/admin/contacts/[id]/contact-frame";
import { saveQuestionsAction } from "@/app/admin/contacts/contact-actions";
import { QuestionEditor } from "@/components/admin/contacts/questions/question-editor";
import { contactQuestions } from "@/lib/bodies/contact-questions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("adminContacts.questions");
  const { contact } = await contactAt((await params).id);
  return { title: t("title", { category: contact.category }) };
}

export default async function ContactQuestionsPage({ params }: Props) {
  const { actor, contact } = await contactAt((await params).id);
  return (
    <ContactFrame contact={contact} tab="questions">
      <QuestionEditor
        start={await orRefuse(contactQuestions(actor, contact.id))}
        save={saveQuestionsAction}
      />
    </ContactFrame>
  );
}
