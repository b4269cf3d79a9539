import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { Steps } from '@stonegarden/service-manifest';

/**
 * Puts off entities that others depend on until those were taken: the catalog makes an entity anew for each relation to
 * it that comes later, so that one that many depend on is made once when it is the last.
 *
 * @internal
 */
export class DependentsFirst {
  private waiting = new Map<string, Entity>();
  /** Refs that an entity depends on, of all entities that were ever added. */
  private readonly wanted = new Set<string>();

  add(entity: Entity): void {
    this.waiting.set(stringifyEntityRef(entity), entity);
    dependenciesOf(entity).forEach(ref => this.wanted.add(ref));
  }

  /** Takes out the entities that nothing depends on as far as is known. */
  takeFree(): Entity[] {
    const free: Entity[] = [];
    for (const [ref, entity] of this.waiting) {
      if (!this.wanted.has(ref)) {
        free.push(entity);
        this.waiting.delete(ref);
      }
    }
    return free;
  }

  /** Takes out all entities, each before what it depends on; those of a circle come last. */
  *takeAll(): Steps<Entity[]> {
    const { waiting } = this;
    this.waiting = new Map();
    const dependents = new Map<string, number>();
    for (const entity of waiting.values()) {
      for (const ref of dependenciesOf(entity)) {
        dependents.set(ref, (dependents.get(ref) ?? 0) + 1);
      }
      yield;
    }
    const ready = [...waiting.keys()].filter(ref => !dependents.has(ref));
    const inOrder = new Map<string, Entity>();
    // Grows while it is gone through.
    for (const ref of ready) {
      const entity = waiting.get(ref);
      if (entity) {
        inOrder.set(ref, entity);
        for (const dependency of dependenciesOf(entity)) {
          const left = (dependents.get(dependency) ?? 0) - 1;
          dependents.set(dependency, left);
          if (left === 0) {
            ready.push(dependency);
          }
        }
      }
      yield;
    }
    const circular = [...waiting].filter(([ref]) => !inOrder.has(ref));
    return [...inOrder.values(), ...circular.map(([, entity]) => entity)];
  }
}

function dependenciesOf({ spec }: Entity): string[] {
  const refs = spec?.dependsOn;
  return Array.isArray(refs)
    ? refs.filter((ref): ref is string => typeof ref === 'string')
    : [];
}
