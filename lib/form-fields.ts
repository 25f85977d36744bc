import { z } from "zod";

// How values look in a form, for the schemas of verbs that forms call: everything is text, what is not ticked is not there.

/** The number of a row, as a hidden field or a link carries it. */
export const RowId = z.coerce.number().int().positive().max(2_147_483_647);

/** A check box: ticked sends a word, not ticked sends nothing. */
export const Ticked = z.preprocess(
  (value) => (typeof value === "string" ? !["", "false", "0"].includes(value) : (value ?? false)),
  z.boolean(),
);

/** An empty field means that there is none. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (value === undefined || (typeof value === "string" && value.trim() === "") ? null : value),
    schema.nullable(),
  );

/** Any number of boxes of one name: none sends nothing, one sends text, several send a list. */
export const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => [value ?? []].flat().filter((one) => one !== ""),
    z.array(schema).transform((all) => [...new Set(all)]),
  );
