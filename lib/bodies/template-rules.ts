import { translator } from "@/lib/messages";
import type { ReportState } from "@/prisma/generated/enums";

/** What of a template the rules look at. */
export type RuledTemplate = {
  title: string;
  emailText: string | null;
  text: string;
  state: ReportState | null;
  externalStatusCode: string | null;
  autoResponse: boolean;
  retired: boolean;
  /** Categories it is for, by whatever names them; empty = all. */
  categories: readonly (string | number)[];
};

export type TemplateFault = {
  field: "text" | "externalStatusCode" | "autoResponse" | "title";
  message: string;
};

const t = translator("adminTemplates");

/**
 * What is wrong with a template among the others of its body; null when nothing is. At most one answers by itself for a state, or a
 * code, in a category; "every category" counts by itself, as the particular one wins over it.
 * Source: spec/integration.md 1.6.
 */
export function templateFault(
  template: RuledTemplate,
  others: readonly RuledTemplate[],
): TemplateFault | null {
  if (template.emailText && !template.text) return { field: "text", message: t("faults.emailOnly") };
  if (template.state && template.externalStatusCode) {
    return { field: "externalStatusCode", message: t("faults.both") };
  }
  if (!template.autoResponse) return null;
  if (!template.state && !template.externalStatusCode) {
    return { field: "autoResponse", message: t("faults.when") };
  }
  const rival = template.retired ? undefined : others.find((other) => isRival(template, other));
  return rival ? { field: "autoResponse", message: t("faults.rival", { title: rival.title }) } : null;
}

/** Whether both would answer the same. */
function isRival(one: RuledTemplate, other: RuledTemplate): boolean {
  if (!other.autoResponse || other.retired) return false;
  const sameCause = one.externalStatusCode
    ? one.externalStatusCode === other.externalStatusCode
    : !other.externalStatusCode && one.state === other.state;
  if (!sameCause) return false;
  if (one.categories.length === 0 || other.categories.length === 0) {
    return one.categories.length === other.categories.length;
  }
  return one.categories.some((category) => other.categories.includes(category));
}
