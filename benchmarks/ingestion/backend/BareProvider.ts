import { readFile } from 'node:fs/promises';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/** Hands ready entities to the catalog when it is told to and does nothing else: what the engine alone takes for them. */
export class BareProvider implements EntityProvider {
  #connection?: EntityProviderConnection;
  /** Parsed before the clock starts; let go once the catalog has them. */
  #entities: Entity[];

  private constructor(entities: Entity[]) {
    this.#entities = entities;
  }

  static async create(file: string): Promise<BareProvider> {
    return new BareProvider(JSON.parse(await readFile(file, 'utf8')));
  }

  getProviderName(): string {
    return 'bare';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
  }

  /** All of them, in one mutation. */
  async give(): Promise<void> {
    const entities = this.#entities.map(deferred);
    this.#entities = [];
    await this.#connection?.applyMutation({ type: 'full', entities });
  }

  /** One entity in a new version. */
  async change(entity: Entity): Promise<void> {
    await this.#connection?.applyMutation({
      type: 'delta',
      added: [deferred(entity)],
      removed: [],
    });
  }
}

function deferred(entity: Entity) {
  return { entity, locationKey: 'bare' };
}
