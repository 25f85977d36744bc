import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { DeskState, emptyDesk } from "@/lib/testing/council/records";

/**
 * The desk's memory between two runs. A new file is written beside the old one and moved over it, so that a crash
 * leaves either the old state or the new. Without a file name nothing is read or written.
 */
export class KeepFile {
  readonly #file: string | undefined;
  #writing: Promise<void> | undefined;
  #again: Promise<void> | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
    if (file) mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  }

  /** @throws if the file is there but is not a desk's state: better to stop than to overwrite it. */
  load(): DeskState {
    if (!this.#file || !existsSync(this.#file)) return emptyDesk();
    return DeskState.parse(JSON.parse(readFileSync(this.#file, "utf8")));
  }

  /** Resolves when the state as it is now, or a later one, is on disk. Calls during a write share the next one. */
  save(state: DeskState): Promise<void> {
    if (!this.#file) return Promise.resolve();
    if (!this.#writing) {
      this.#writing = this.#write(state).finally(() => {
        this.#writing = undefined;
      });
      return this.#writing;
    }
    this.#again ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#again = undefined;
        return this.save(state);
      });
    return this.#again;
  }

  async #write(state: DeskState): Promise<void> {
    const file = this.#file as string;
    await writeFile(`${file}.new`, JSON.stringify(state));
    await rename(`${file}.new`, file);
  }
}
