import { readFile } from 'node:fs/promises';
import type { Entity } from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';

/**
 * Hands ready entities to the catalog and does nothing else: what the engine alone takes for them. As any provider, it
 * does not make the start of the backend wait.
 */
export class BareProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  /** Parsed before the clock starts; let go once the catalog has them. */
  private entities: Entity[];

  private constructor(entities: Entity[]) {
    this.entities = entities;
  }

  static async create(file: string): Promise<BareProvider> {
    return new BareProvider(JSON.parse(await readFile(file, 'utf8')));
  }

  getProviderName(): string {
    return 'bare';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    const entities = this.entities.map(deferred);
    this.entities = [];
    connection
      .applyMutation({ type: 'full', entities })
      .catch(error => process.emitWarning(error));
  }

  /** One entity in a new version. */
  async change(entity: Entity): Promise<void> {
    await this.connection?.applyMutation({
      type: 'delta',
      added: [deferred(entity)],
      removed: [],
    });
  }
}

function deferred(entity: Entity) {
  return { entity, locationKey: 'bare' };
}
