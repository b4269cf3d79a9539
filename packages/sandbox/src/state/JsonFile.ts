import { open, readFile, rename } from 'node:fs/promises';
import type { ZodType } from 'zod';

/** Some of what is kept are keys and tokens. */
const OWNER_ONLY = 0o600;

/**
 * A value kept in one JSON file. It is written aside and renamed, so a reader never sees half of it.
 *
 * @internal
 */
export class JsonFile<T> {
  #dirty = false;
  #writing?: Promise<void>;

  readonly #path: string;

  private constructor(path: string, readonly value: T) {
    this.#path = path;
  }

  /** Reads the file, or begins with `initial` when there is none. A file that does not fit the schema is an error. */
  static async open<T>(
    path: string,
    schema: ZodType<T>,
    initial: T,
  ): Promise<JsonFile<T>> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return new JsonFile(path, initial);
      }
      throw error;
    }
    try {
      return new JsonFile(path, schema.parse(JSON.parse(text)));
    } catch (error) {
      throw new Error(
        `${path} cannot be read: another version of the sandbox may have written it. "npm start -- --reset" begins anew; so does removing the sandbox's state folder.`,
        { cause: error },
      );
    }
  }

  /** Writes the present value; resolves when the value of now, or a later one, is on disk. */
  save(): Promise<void> {
    this.#dirty = true;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#dirty) {
      this.#dirty = false;
      const temporary = `${this.#path}.new`;
      const handle = await open(temporary, 'w', OWNER_ONLY);
      try {
        await handle.writeFile(JSON.stringify(this.value));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, this.#path);
    }
  }
}
