import { templateEntry } from "@/lib/bodies/council-file/entries";
import type { Faults, Path } from "@/lib/bodies/council-file/faults";
import type { BodyRow } from "@/lib/bodies/council-file/rows";
import type { TemplateEntry } from "@/lib/bodies/council-file/schema";
import { type RuledTemplate, templateFault } from "@/lib/bodies/template-rules";

/** Checks a body's templates as they will be, what the file says over what there is, by the rules that the dashboard has. */
export function checkTemplates(
  entries: readonly TemplateEntry[],
  path: Path,
  row: BodyRow | undefined,
  faults: Faults,
): void {
  const rows = (row?.templates ?? []).map(templateEntry);
  const kept = rows.filter(({ title }) => !entries.some((entry) => entry.title === title));
  const wanted = entries.map((entry) => merged(entry, rows));
  for (const [index, template] of wanted.entries()) {
    // Of two that the file itself says, the later one is told.
    const fault = templateFault(template, [...kept, ...wanted.slice(0, index)]);
    if (fault) faults.add([...path, index, fault.field], fault.message);
  }
}

function merged(entry: TemplateEntry, rows: readonly RuledTemplate[]): RuledTemplate {
  const now = rows.find(({ title }) => title === entry.title);
  const said = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
  return { ...blank, ...now, ...said, title: entry.title };
}

const blank = {
  text: "",
  emailText: null,
  state: null,
  externalStatusCode: null,
  autoResponse: false,
  retired: false,
  categories: [],
} as const;
