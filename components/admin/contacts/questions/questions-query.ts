import { queryOptions } from "@tanstack/react-query";
import { readJson } from "@/components/admin/list-query";
import type { ContactQuestions } from "@/lib/bodies/contact-questions";

/** A contact's questions as they are saved now. */
export const questionsQuery = (contactId: number) =>
  queryOptions({
    queryKey: ["admin", "contacts", contactId, "questions"],
    queryFn: ({ signal }) => readJson<ContactQuestions>(`/api/admin/contacts/${contactId}/questions`, signal),
    staleTime: 0,
  });
