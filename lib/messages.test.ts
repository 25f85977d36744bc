import { createTranslator, type Messages as KnownMessages } from "use-intl/core";
import { expect, test } from "vitest";
import { locale, timeZone } from "@/lib/locale";
import { messages, translator } from "@/lib/messages";

type Node = string | { [key: string]: Node };

function paths(node: Node, at: string[] = []): string[] {
  return typeof node === "string"
    ? [at.join(".")]
    : Object.entries(node).flatMap(([key, value]) => paths(value, [...at, key]));
}

test("the translator fills values in", () => {
  expect(translator("shell")("about.title", { site: "Mendline" })).toBe("About Mendline");
});

test("a key or a namespace that no message file holds does not compile", () => {
  // @ts-expect-error there is no such key, and this line must stay an error
  const key: Parameters<ReturnType<typeof translator<"shell">>>[0] = "nav.nowhere";
  // @ts-expect-error nor such a namespace, also for next-intl's own functions
  const namespace: keyof KnownMessages = "nowhere";
  expect(paths(messages.shell)).not.toContain(key);
  expect(Object.keys(messages)).not.toContain(namespace);
});

test("every message of every namespace can be parsed", () => {
  const wrong: string[] = [];
  const read = createTranslator<Record<string, never>>({
    locale,
    timeZone,
    messages: messages as never,
    onError: (error) => {
      // Values that are not given here are no fault of the message; its syntax would be.
      if (error.code === "INVALID_MESSAGE") wrong.push(error.message);
    },
  });
  for (const path of paths(messages))
    read.has(path as never) ? read.markup(path as never) : wrong.push(`${path} is missing`);
  expect(wrong).toEqual([]);
});
