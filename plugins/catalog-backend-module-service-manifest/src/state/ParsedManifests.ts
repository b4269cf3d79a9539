import { hash } from 'node:crypto';
import {
  compact,
  type ParsedManifest,
  type ParseSettings,
  parseManifest,
} from '../parsing/parseManifest';
import type { SourceFile } from '../sources/types';

/**
 * Remembers what each `service.yaml` said, and parses a file only when its text is another one than before. The texts
 * themselves are not kept.
 *
 * @internal
 */
export class ParsedManifests {
  readonly #settings: ParseSettings;
  /** Manifests parsed since this was made. */
  parsed = 0;
  readonly #byPath = new Map<
    string,
    { hash: string; parsed: ParsedManifest }
  >();
  #sorted?: ParsedManifest[];

  constructor(settings: ParseSettings) {
    this.#settings = settings;
  }

  /** Takes over a file; the same object as before when its text is the same. */
  set(file: SourceFile): ParsedManifest {
    return (
      this.held(file) ??
      this.adopt(file, compact(parseManifest(file, this.#settings)))
    );
  }

  /** What a file said, when its text is the one that was taken over. */
  held({ path, text }: SourceFile): ParsedManifest | undefined {
    const before = this.#byPath.get(path);
    return before?.hash === hashOf(text) ? before.parsed : undefined;
  }

  /** Takes over a file that somebody else has parsed. */
  adopt({ path, text }: SourceFile, parsed: ParsedManifest): ParsedManifest {
    this.parsed += 1;
    this.#byPath.set(path, { hash: hashOf(text), parsed });
    this.#sorted = undefined;
    return parsed;
  }

  delete(path: string): void {
    if (this.#byPath.delete(path)) {
      this.#sorted = undefined;
    }
  }

  paths(): Iterable<string> {
    return this.#byPath.keys();
  }

  /** In order of path. */
  all(): ParsedManifest[] {
    this.#sorted ??= [...this.#byPath.values()]
      .map(({ parsed }) => parsed)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    return this.#sorted;
  }
}

function hashOf(text: string): string {
  return hash('sha256', text, 'base64');
}
