import type { FormWords } from "@/components/report/form/words";

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * What the browser itself can tell is wrong in a part of the form, by field name as in `NewReport` and in our words. The rules
 * stand in the controls' own attributes; the server checks everything again.
 */
export function faultsIn(part: Element, { faults: text }: FormWords): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const control of part.querySelectorAll<Control>("input, textarea, select")) {
    if (!control.name || control.validity.valid) continue;
    faults[fieldOf(control.name)] ??= messageFor(control, text);
  }
  // Of several check boxes any one will do, which no attribute says.
  for (const group of part.querySelectorAll<HTMLElement>("[data-any-of]")) {
    if (!group.querySelector("input:checked")) faults[group.dataset.anyOf ?? ""] = text.answer;
  }
  return faults;
}

export const fieldOf = (name: string): string => (name === "category" ? "categoryId" : name);

function messageFor(control: Control, text: FormWords["faults"]): string {
  const field = fieldOf(control.name);
  switch (field) {
    case "categoryId":
      return text.category;
    case "title":
    case "detail":
    case "email":
    case "name":
    case "phone":
      return text[field];
    default:
      return control.inputMode === "decimal" && !control.validity.valueMissing ? text.number : text.answer;
  }
}
