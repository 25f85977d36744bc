import { templateEntry } from "@/lib/bodies/council-file/entries";
import type { Ledger } from "@/lib/bodies/council-file/ledger";
import type { TemplateRow } from "@/lib/bodies/council-file/rows";
import type { TemplateEntry } from "@/lib/bodies/council-file/schema";

type Owner = { bodyId: number; contactIds: ReadonlyMap<string, number>; rows: readonly TemplateRow[] };

export async function writeTemplates(
  ledger: Ledger,
  entries: readonly TemplateEntry[],
  { bodyId, contactIds, rows }: Owner,
): Promise<void> {
  for (const { title, ...about } of entries) {
    const row = rows.find((known) => known.title === title);
    await ledger.save({
      thing: "templates",
      subject: { title },
      bodyId,
      now: row ? templateEntry(row) : null,
      wanted: { ...about, categories: about.categories && [...about.categories].sort() },
      write: async ({ categories, retired, ...columns }) => {
        const contacts = categories?.flatMap((name) => contactIds.get(name) ?? []);
        const data = {
          ...columns,
          ...(retired !== undefined && { deletedAt: retired ? new Date() : null }),
        };
        const id =
          row?.id ??
          (
            await ledger.tx.responseTemplate.create({
              data: { bodyId, title, text: columns.text ?? "" },
              select: { id: true },
            })
          ).id;
        await ledger.tx.responseTemplate.update({
          where: { id },
          data: {
            ...data,
            ...(contacts && {
              contacts: { deleteMany: {}, create: contacts.map((contactId) => ({ contactId })) },
            }),
          },
        });
      },
    });
  }
}
