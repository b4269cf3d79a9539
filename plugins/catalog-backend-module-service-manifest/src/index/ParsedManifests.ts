import { hash } from 'node:crypto';
import {
  type Diagnostic,
  type ServiceManifest,
  parseServiceManifest,
} from '@stonegarden/service-manifest';
import type { SourceFile, SourceSettings } from '../sources/types';

/**
 * What a `service.yaml` turned out to be.
 *
 * - `good`: a manifest that can be used; its diagnostics are warnings.
 * - `broken`: meant as a manifest, but wrong; `name` and `team` are there where they can be read and are valid.
 * - `foreign`: something else, such as a Kubernetes Service.
 *
 * @internal
 */
export type ParsedManifest = { path: string } & (
  | { kind: 'good'; manifest: ServiceManifest; diagnostics: Diagnostic[] }
  | { kind: 'broken'; diagnostics: Diagnostic[]; name?: string; team?: string }
  | { kind: 'foreign' }
);

/**
 * Remembers what each `service.yaml` said, and parses a file only when its text is another one than before. The texts
 * themselves are not kept.
 *
 * @internal
 */
export class ParsedManifests {
  /** Manifests parsed since this was made. */
  parsed = 0;
  private readonly byPath = new Map<
    string,
    { hash: string; parsed: ParsedManifest }
  >();
  private sorted?: ParsedManifest[];

  constructor(
    private readonly settings: Pick<SourceSettings, 'apiGroup' | 'layers'>,
  ) {}

  /** Whether a file is one that this is about. */
  static isManifest(path: string): boolean {
    return path === 'service.yaml' || path.endsWith('/service.yaml');
  }

  /** Takes over a file; the same object as before when its text is the same. */
  set({ path, text }: SourceFile): ParsedManifest {
    const key = hash('sha256', text, 'base64');
    const before = this.byPath.get(path);
    if (before?.hash === key) {
      return before.parsed;
    }
    const parsed = compact(this.parse(path, text));
    this.byPath.set(path, { hash: key, parsed });
    this.sorted = undefined;
    return parsed;
  }

  delete(path: string): void {
    if (this.byPath.delete(path)) {
      this.sorted = undefined;
    }
  }

  paths(): Iterable<string> {
    return this.byPath.keys();
  }

  /** In order of path. */
  all(): ParsedManifest[] {
    this.sorted ??= [...this.byPath.values()]
      .map(({ parsed }) => parsed)
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    return this.sorted;
  }

  private parse(path: string, text: string): ParsedManifest {
    this.parsed += 1;
    const { apiGroup, layers } = this.settings;
    const result = parseServiceManifest(text, { path, apiGroup, layers });
    switch (result.kind) {
      case 'manifest': {
        const { manifest, diagnostics } = result;
        return { kind: 'good', path, manifest, diagnostics };
      }
      case 'invalid': {
        const { diagnostics, name, team } = result;
        return { kind: 'broken', path, diagnostics, name, team };
      }
      default:
        return { kind: 'foreign', path };
    }
  }
}

/**
 * The same without a trace of the text that it was read from: parts of a text keep the whole of it in memory, and there
 * are thousands of them.
 */
function compact(parsed: ParsedManifest): ParsedManifest {
  return JSON.parse(JSON.stringify(parsed));
}
