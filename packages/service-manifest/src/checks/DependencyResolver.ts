import type { KnownService } from './KnownService';
import { SuggestionIndex } from './SuggestionIndex';

/**
 * Resolves what the dependencies of manifests refer to.
 *
 * @public
 */
export class DependencyResolver {
  readonly #byName = new Map<string, KnownService>();
  readonly #byAlias = new Map<string, KnownService>();
  readonly #byPath = new Map<string, KnownService>();
  readonly #names = new SuggestionIndex(() => [
    ...this.#byName.keys(),
    ...this.#byAlias.keys(),
  ]);
  readonly #paths = new SuggestionIndex(() => this.#byPath.keys());

  constructor(manifests: KnownService[] = []) {
    for (const manifest of manifests) {
      addFirst(this.#byName, manifest.name, manifest);
    }
    for (const manifest of this.#byName.values()) {
      const { layer, category, folder } = manifest.location;
      const names = [manifest.name, folder, ...manifest.aliases];
      for (const alias of manifest.aliases) {
        addFirst(this.#byAlias, alias, manifest);
      }
      for (const name of names) {
        for (const path of pathsOf(layer, category, name)) {
          addFirst(this.#byPath, path, manifest);
        }
      }
    }
  }

  /** The name of the service that a dependency means: a bare name, a layered path or an alias, in this order. */
  resolve(ref: string): string | undefined {
    const bare = bareRef(ref);
    const found =
      this.#byName.get(bare) ??
      this.#byAlias.get(bare) ??
      this.#byPath.get(bare);
    return found?.name;
  }

  /** What was probably meant by a dependency that resolves to nothing. */
  suggest(ref: string): string | undefined {
    const bare = bareRef(ref);
    const last = bare.split('/').at(-1) ?? bare;
    if (last !== bare && this.resolve(last)) {
      return last;
    }
    const ofPaths = last === bare ? undefined : this.#paths.suggest(bare);
    return ofPaths ?? this.#names.suggest(last);
  }
}

/** Without what entity refs (`component:default/kafka`) and paths from the repository's root have in front. */
function bareRef(ref: string): string {
  return ref.replace(/^[a-z]+:(default\/)?/, '').replace(/^kubernetes\//, '');
}

function pathsOf(
  layer: string | undefined,
  category: string | undefined,
  name: string,
): string[] {
  if (!layer) {
    return [];
  }
  return category
    ? [
        `${layer}/${category}/${name}`,
        `${category}/${name}`,
        `${layer}/${name}`,
      ]
    : [`${layer}/${name}`];
}

function addFirst<T>(map: Map<string, T>, key: string, value: T) {
  if (!map.has(key)) {
    map.set(key, value);
  }
}
