import { offerAt } from "@/lib/bodies/offer";
import { type Answer, answersSchema } from "@/lib/bodies/questions";
import { invalid } from "@/lib/errors";
import { fieldFaults } from "@/lib/forms";
import { translator } from "@/lib/messages";
import type { NewReport } from "@/lib/reports/new-report";

export type Checked = {
  areaIds: number[];
  answers: Answer[];
  /** Who takes such reports there, or refuses them. */
  bodyIds: number[];
  /** What the category's questions are called, also those that were not answered. */
  codes: string[];
};

/**
 * What only the database knows about a posted report: that somebody covers the place, that the category is offered there, and
 * that its questions are answered, none in a way that ends the form.
 * @throws DomainError `invalid`, the fault under `point`, `categoryId` or `answers.CODE`
 */
export async function checkReport(
  input: Pick<NewReport, "point" | "categoryId" | "answers">,
): Promise<Checked> {
  const t = translator("refusals");
  const offer = await offerAt(input.point);
  if (offer.categories.length === 0) throw invalid(t("nobody"), { point: t("nobody") });
  const category = offer.categories.find(({ id }) => id === input.categoryId);
  if (!category) throw invalid(t("categoryGone"), { categoryId: t("categoryGone") });
  const answers = answersSchema(category.questions).safeParse(input.answers);
  if (!answers.success) {
    const faults = Object.entries(fieldFaults(answers.error));
    throw invalid(t("form"), Object.fromEntries(faults.map(([code, fault]) => [`answers.${code}`, fault])));
  }
  return {
    areaIds: offer.areas.map(({ id }) => id),
    answers: answers.data,
    bodyIds: category.bodies.map(({ id }) => id),
    codes: category.questions.map(({ code }) => code),
  };
}
