import { randomUUID } from 'node:crypto';
import {
  DatabaseService,
  isDatabaseConflictError,
} from '@backstage/backend-plugin-api';
import type { Reason } from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';
import {
  activeKey,
  EmergencyRollbackRecord,
  EmergencyRollbackRow,
  EmergencyStatus,
  FINAL_EMERGENCY_STATUSES,
  NewEmergencyRollback,
  newEmergencyRollbackRow,
  toEmergencyRollbackRecord,
} from './EmergencyRollbackRecord';

const TABLE = 'emergency_rollbacks';

/** Emergency rollbacks in the plugin's database. */
export class EmergencyRollbackStore {
  readonly #db: Knex;

  /** The tables are brought up to date by {@link PromotionStore.create}. */
  static async create(
    database: DatabaseService,
  ): Promise<EmergencyRollbackStore> {
    return new EmergencyRollbackStore(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Records that a rollback is asked for, or finds the same one that is under way, whichever backend recorded it. */
  async request(
    rollback: NewEmergencyRollback,
  ): Promise<{ record: EmergencyRollbackRecord; created: boolean }> {
    const known = await this.findActive(rollback);
    if (known) {
      return { record: known, created: false };
    }
    const row = newEmergencyRollbackRow(rollback, {
      id: randomUUID(),
      now: new Date().toISOString(),
    });
    try {
      await this.#rows().insert(row);
      return { record: toEmergencyRollbackRecord(row), created: true };
    } catch (error) {
      const other = isDatabaseConflictError(error)
        ? await this.findActive(rollback)
        : undefined;
      if (other) {
        return { record: other, created: false };
      }
      throw error;
    }
  }

  async get(id: string): Promise<EmergencyRollbackRecord | undefined> {
    const row = await this.#rows().where({ id }).first();
    return row && toEmergencyRollbackRecord(row);
  }

  async findActive(
    rollback: Pick<
      NewEmergencyRollback,
      'entityRef' | 'environment' | 'deployment'
    >,
  ): Promise<EmergencyRollbackRecord | undefined> {
    const row = await this.#rows()
      .where({ active_key: activeKey(rollback) })
      .first();
    return row && toEmergencyRollbackRecord(row);
  }

  /** Those of a service, oldest first. */
  async list(entityRef: string): Promise<EmergencyRollbackRecord[]> {
    const rows = await this.#rows()
      .where({ entity_ref: entityRef })
      .orderBy('requested_at', 'asc');
    return rows.map(toEmergencyRollbackRecord);
  }

  /** All that may still change, oldest first; with `entityRef`, only those of that service. */
  async listActive(entityRef?: string): Promise<EmergencyRollbackRecord[]> {
    const rows = await this.#rows()
      .whereNotIn('status', [...FINAL_EMERGENCY_STATUSES])
      .andWhere(entityRef === undefined ? {} : { entity_ref: entityRef })
      .orderBy('requested_at', 'asc');
    return rows.map(toEmergencyRollbackRecord);
  }

  /** Argo CD said that it would do it. */
  async accept(id: string): Promise<void> {
    await this.#rows()
      .where({ id })
      .whereNull('accepted_at')
      .update({ accepted_at: new Date().toISOString() });
  }

  /** Moves a rollback on, unless it was moved meanwhile: `false` means that the record is out of date. */
  async update(
    record: Pick<EmergencyRollbackRecord, 'id' | 'status'>,
    { status, problem }: { status: EmergencyStatus; problem?: Reason },
  ): Promise<boolean> {
    const now = new Date().toISOString();
    const isFinal = FINAL_EMERGENCY_STATUSES.includes(status);
    const changed = await this.#rows()
      .where({ id: record.id, status: record.status })
      .update({
        status,
        problem: problem ? JSON.stringify(problem) : null,
        ...(status === 'applied' ? { applied_at: now } : {}),
        ...(isFinal ? { active_key: null, finished_at: now } : {}),
      });
    return changed > 0;
  }

  /** Which rollback makes Git agree. The first one stays. */
  async setPromotion(id: string, promotion: string): Promise<boolean> {
    const changed = await this.#rows()
      .where({ id })
      .whereNull('promotion_id')
      .update({ promotion_id: promotion });
    return changed > 0;
  }

  #rows() {
    return this.#db<EmergencyRollbackRow>(TABLE);
  }
}
