import { z } from "zod";
import { timeZone } from "@/lib/locale";
import { translator } from "@/lib/messages";
import { formatDate, parseDate } from "@/lib/open311/dates";
import { oneLine, severalLines } from "@/lib/plain-text";
import type { Automated, Datatype } from "@/prisma/generated/enums";

const t = translator("bodies");

/** One answer to choose from; with `stops` choosing it ends the form, and this says why and what to do instead. */
export const QuestionOption = z.object({
  key: z.string(),
  name: z.string(),
  stops: z.string().trim().min(1, t("question.empty")).optional(),
});
export type QuestionOption = z.infer<typeof QuestionOption>;

/** A question of a category as its form shows it; with `variable` false it is a notice, and takes no answer. */
export type OfferedQuestion = {
  code: string;
  description: string;
  datatype: Datatype;
  /** What helps to answer. */
  datatypeDescription: string;
  required: boolean;
  variable: boolean;
  /** `hidden_field`: the browser fills it, nobody is asked. */
  automated: Exclude<Automated, "server_set">;
  order: number;
  /** On a notice: no report of this category is taken, `description` says why. */
  stopsForm: boolean;
  /** For the two list types; empty otherwise. */
  values: QuestionOption[];
};

/** An answer as a report keeps it; a list only for `multivaluelist`. */
export type Answer = { code: string; description: string; value: string | string[] };

/** What a form field may bring. A single check box that is ticked comes as text, not as a list. */
export const RawAnswers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A value taken, null for none, or what is wrong with it. */
type Checked = { value: string | string[] | null } | { fault: string };

/**
 * Checks the answers to a category's questions, given by code; the result is in the order of the questions. Faults stand
 * under the question's code. What nobody asked is left out, so that an attribute which we fill cannot be forged.
 * Source: GeoReport v2 service definitions; spec/integration.md 1.3.
 */
export function answersSchema(questions: readonly OfferedQuestion[]) {
  return RawAnswers.transform((given, context): Answer[] => {
    const answers: Answer[] = [];
    const blame = (code: string, message: string) =>
      context.addIssue({ code: "custom", path: [code], message });
    for (const question of questions) {
      const { code, description } = question;
      if (!question.variable) {
        if (question.stopsForm) blame(code, description || t("answer.closed"));
        continue;
      }
      const checked = check(question, Object.hasOwn(given, code) ? given[code] : undefined);
      if ("fault" in checked) blame(code, checked.fault);
      else if (checked.value !== null) answers.push({ code, description, value: checked.value });
    }
    return answers;
  });
}

function check(question: OfferedQuestion, raw: string | string[] | undefined): Checked {
  const given = [raw ?? []].flat().filter((value) => value.trim() !== "");
  // By length, not by truth: "0" is an answer.
  if (given.length === 0) {
    const needed = question.required && question.automated === "asked";
    return needed ? { fault: t("answer.required") } : { value: null };
  }
  if (question.datatype === "multivaluelist") return checkChoices(question, given);
  const [value = "", ...more] = given;
  if (more.length > 0) return { fault: t("answer.one") };
  if (question.automated === "hidden_field") return limited(value.trim(), 4000, t("answer.long"));
  switch (question.datatype) {
    case "string":
      return limited(oneLine(value), 255, t("answer.short"));
    case "text":
      return limited(severalLines(value), 4000, t("answer.long"));
    case "number":
      return checkNumber(value);
    case "datetime":
      return checkDate(value);
    case "singlevaluelist": {
      const checked = checkChoices(question, [value]);
      return "fault" in checked ? checked : { value };
    }
  }
}

const limited = (value: string, length: number, fault: string): Checked =>
  value.length > length ? { fault } : { value };

/** The digits stay as typed (leading zeros and all); only the decimal sign becomes a point. */
function checkNumber(text: string): Checked {
  const value = text.trim().replace(/^−/, "-").replace(",", ".");
  const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(value);
  return isNumber && value.length <= 255 ? { value } : { fault: t("answer.number") };
}

/** A `datetime-local` field tells no zone: it means the site's clock. Kept as ISO 8601 with the offset of that day. */
function checkDate(text: string): Checked {
  const date = /^\s*\d{4}-\d/.test(text) ? parseDate(text, timeZone) : undefined;
  return date ? { value: formatDate(date, "offset", timeZone) } : { fault: t("answer.date") };
}

function checkChoices(question: OfferedQuestion, keys: readonly string[]): Checked {
  const chosen = new Set(keys);
  const options = question.values.filter(({ key }) => chosen.has(key));
  if (options.length < chosen.size) return { fault: t("answer.choice") };
  const stop = options.find(({ stops }) => stops);
  if (stop) return { fault: stop.stops || t("answer.stops") };
  return { value: options.map(({ key }) => key) };
}
