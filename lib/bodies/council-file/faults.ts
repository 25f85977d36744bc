import type { z } from "zod";
import { type DomainError, invalid } from "@/lib/errors";

export type Path = readonly PropertyKey[];

/** `bodies[0].contacts[2].connection`; the whole file is `(file)`. */
export function pathText(path: Path): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  return text.replace(/^\./, "") || "(file)";
}

/** What is wrong with a file, each with the place in it. */
export class Faults {
  readonly #found = new Map<string, string>();

  add(path: Path, message: string): void {
    const text = pathText(path);
    if (!this.#found.has(text)) this.#found.set(text, message);
  }

  /** Takes over a schema's complaints; a key that is not known is named itself, not the object it stands in. */
  addSchema(error: z.ZodError, below: Path = []): void {
    for (const issue of error.issues) {
      const path = [...below, ...issue.path];
      if (issue.code !== "unrecognized_keys") this.add(path, issue.message);
      else for (const key of issue.keys) this.add([...path, key], "This key is not known");
    }
  }

  get any(): boolean {
    return this.#found.size > 0;
  }

  error(): DomainError {
    const lines = [...this.#found].map(([path, message]) => `${path}: ${message}`);
    return invalid(lines.join("\n"), Object.fromEntries(this.#found));
  }

  /** @throws DomainError `invalid` naming every fault, if there is one */
  throwIfAny(): void {
    if (this.any) throw this.error();
  }
}
