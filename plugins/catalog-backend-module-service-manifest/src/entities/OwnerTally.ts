import type { ServiceEntity } from '@stonegarden/backstage-plugin-delivery-common';

/**
 * Counts who owns how many services of a layer, a category or a System, so that what belongs to nobody in particular
 * goes to the team that owns most of it.
 *
 * @internal
 */
export class OwnerTally {
  readonly #counts = new Map<string, Map<string, number>>();

  constructor(components: Iterable<ServiceEntity>) {
    for (const { spec } of components) {
      const { owner, layer, category, system } = spec;
      this.#add('all', owner);
      this.#add(`layer ${layer}`, owner);
      this.#add(`category ${layer} ${category}`, owner);
      this.#add(`system ${system}`, owner);
    }
  }

  ofSystem(system: string): string | undefined {
    return this.#most(`system ${system}`);
  }

  ofLayer(layer: string): string | undefined {
    return this.#most(`layer ${layer}`);
  }

  /** The owner of most services. */
  ofAll(): string | undefined {
    return this.#most('all');
  }

  /** The owner of most neighbors: in the same category, else in the same layer, else at all. */
  ofNeighbors(layer?: string, category?: string): string | undefined {
    return (
      (category && this.#most(`category ${layer} ${category}`)) ||
      this.#most(`layer ${layer}`) ||
      this.ofAll()
    );
  }

  #add(key: string, owner: string) {
    let counts = this.#counts.get(key);
    if (!counts) {
      counts = new Map();
      this.#counts.set(key, counts);
    }
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }

  #most(key: string): string | undefined {
    return mostFrequent(this.#counts.get(key) ?? new Map());
  }
}

/**
 * The most frequent of some values; the first in the alphabet of several.
 *
 * @param counts - by value
 * @internal
 */
export function mostFrequent<T extends string>(
  counts: Map<T, number>,
): T | undefined {
  const [first] = [...counts].sort(
    ([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1),
  );
  return first?.[0];
}
