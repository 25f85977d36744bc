import {
  contentTypes,
  type Format,
  jsonText,
  type WireValue,
  type Written,
  type WrittenStream,
  xmlDeclaration,
} from "@/lib/open311/write/wire-tree";
import { xmlElement } from "@/lib/open311/write/xml-text";

/** The names of a list's root and of its children, which are told in XML only. */
type ListNames = { root: string; item: string };
type Batches = AsyncIterable<readonly WireValue[]>;

/**
 * A list that is written while it is sent, so that its length costs no memory: its first batch is read at once, each other one when
 * it is asked for. The bytes are those of `writeDocument`. A fault after the first batch cuts the answer off, so that nobody takes it
 * for whole.
 * @param options `wrapped`: JSON as `{"ROOT":[…]}`, which FixMyStreet's clients expect
 */
export async function streamList(
  { root, item }: ListNames,
  batches: Batches,
  format: Format,
  { wrapped = false }: { wrapped?: boolean } = {},
): Promise<WrittenStream> {
  const texts = format === "xml" ? xmlTexts(root, item, batches) : jsonTexts(root, batches, wrapped);
  // What is wrong from the start is told as an error, not as an answer that breaks off.
  const first = await texts.next();
  async function* body() {
    if (!first.done) yield first.value;
    yield* texts;
  }
  return { contentType: contentTypes[format], body: body() };
}

/** The same in one piece, for lists that are short: those can be tagged by their content. */
export async function inOnePiece({ contentType, body }: WrittenStream): Promise<Written> {
  let text = "";
  for await (const piece of body) text += piece;
  return { contentType, body: text };
}

async function* xmlTexts(root: string, item: string, batches: Batches): AsyncGenerator<string, void> {
  let head = `${xmlDeclaration}<${root}>\n`;
  for await (const batch of batches) {
    let text = head;
    for (const value of batch) text += xmlElement(item, value, "  ");
    if (text === head) continue;
    yield text;
    head = "";
  }
  yield head === "" ? `</${root}>\n` : `${xmlDeclaration}<${root}/>\n`;
}

async function* jsonTexts(root: string, batches: Batches, wrapped: boolean): AsyncGenerator<string, void> {
  let head = wrapped ? `{${JSON.stringify(root)}:[` : "[";
  let separator = "";
  for await (const batch of batches) {
    let text = head;
    for (const value of batch) {
      text += separator + jsonText(value);
      separator = ",";
    }
    if (text !== "") yield text;
    head = "";
  }
  yield `${head}${wrapped ? "]}" : "]"}`;
}
