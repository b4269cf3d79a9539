import { createHash, randomUUID } from 'node:crypto';
import {
  type DatabaseService,
  isDatabaseConflictError,
} from '@backstage/backend-plugin-api';
import type {
  Reason,
  TrainPullRequests,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Knex } from 'knex';

const TRAINS = 'trains';
const MEMBERS = 'train_members';

interface TrainRow {
  id: string;
  active_key: string | null;
  to_environment: string;
  pull_requests: TrainPullRequests;
  requested_by: string;
  request_reason: string | null;
  created_at: string;
}

interface MemberRow {
  train_id: string;
  entity_ref: string;
  position: number;
  from_environment: string;
  promotion_id: string | null;
  opening_until: string | null;
  /** JSON of a {@link Reason}. */
  failure: string | null;
}

/** A service of a train, as it is recorded. */
export interface MemberRecord {
  entityRef: string;
  from: string;
  promotionId?: string;
  /** ISO time at which whoever opens its pull request has given up at the latest. */
  openingUntil?: string;
  failure?: Reason;
}

/** A train, as it is recorded. */
export interface TrainRecord {
  id: string;
  to: string;
  pullRequests: TrainPullRequests;
  requestedBy: string;
  requestReason?: string;
  createdAt: string;
  members: MemberRecord[];
}

/** A train that is asked for. */
export type NewTrain = Pick<
  TrainRecord,
  'to' | 'pullRequests' | 'requestedBy' | 'requestReason'
> & { members: Array<Pick<MemberRecord, 'entityRef' | 'from'>> };

/** The same services to the same environment, in whatever order they are named. */
function activeKey({ to, members }: Pick<NewTrain, 'to' | 'members'>): string {
  return createHash('sha256')
    .update(
      JSON.stringify([to, ...members.map(({ entityRef }) => entityRef).sort()]),
    )
    .digest('hex');
}

/** Trains in the plugin's database. */
export class TrainStore {
  readonly #db: Knex;

  /** The tables are brought up to date by {@link PromotionStore.create}. */
  static async create(database: DatabaseService): Promise<TrainStore> {
    return new TrainStore(await database.getClient());
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<TrainRecord | undefined> {
    const row = await this.#db<TrainRow>(TRAINS).where({ id }).first();
    return row && this.#withMembers(row);
  }

  /** The newest train of the same services to the same environment that was not retired. */
  async findActive(
    train: Pick<NewTrain, 'to' | 'members'>,
  ): Promise<TrainRecord | undefined> {
    const row = await this.#db<TrainRow>(TRAINS)
      .where({ active_key: activeKey(train) })
      .first();
    return row && this.#withMembers(row);
  }

  /** Records a train, or finds the one that somebody else recorded at the same time. */
  async create(
    train: NewTrain,
  ): Promise<{ train: TrainRecord; created: boolean }> {
    const id = randomUUID();
    try {
      await this.#db.transaction(async transaction => {
        await transaction<TrainRow>(TRAINS).insert({
          id,
          active_key: activeKey(train),
          to_environment: train.to,
          pull_requests: train.pullRequests,
          requested_by: train.requestedBy,
          request_reason: train.requestReason ?? null,
          created_at: new Date().toISOString(),
        });
        await transaction<MemberRow>(MEMBERS).insert(
          train.members.map(({ entityRef, from }, position) => ({
            train_id: id,
            entity_ref: entityRef,
            position,
            from_environment: from,
            promotion_id: null,
            opening_until: null,
            failure: null,
          })),
        );
      });
    } catch (error) {
      const other = isDatabaseConflictError(error)
        ? await this.findActive(train)
        : undefined;
      if (other) {
        return { train: other, created: false };
      }
      throw error;
    }
    const created = await this.get(id);
    if (!created) {
      throw new Error(`The train ${id} is gone`);
    }
    return { train: created, created: true };
  }

  /** The same services may set out again in a train of their own. */
  async retire(id: string): Promise<void> {
    await this.#db<TrainRow>(TRAINS).where({ id }).update({ active_key: null });
  }

  /** Says until when pull requests of these services are being opened. */
  async begin(
    id: string,
    entityRefs: readonly string[],
    until: Date,
  ): Promise<void> {
    await this.#members(id)
      .whereIn('entity_ref', [...entityRefs])
      .update({ opening_until: until.toISOString(), failure: null });
  }

  async setOpened(
    id: string,
    entityRef: string,
    promotionId: string,
  ): Promise<void> {
    await this.#members(id).andWhere({ entity_ref: entityRef }).update({
      promotion_id: promotionId,
      opening_until: null,
      failure: null,
    });
  }

  async setFailed(id: string, entityRef: string, why: Reason): Promise<void> {
    await this.#members(id)
      .andWhere({ entity_ref: entityRef })
      .update({ opening_until: null, failure: JSON.stringify(why) });
  }

  #members(id: string) {
    return this.#db<MemberRow>(MEMBERS).where({ train_id: id });
  }

  async #withMembers(row: TrainRow): Promise<TrainRecord> {
    const members = await this.#members(row.id).orderBy('position');
    return {
      id: row.id,
      to: row.to_environment,
      pullRequests: row.pull_requests,
      requestedBy: row.requested_by,
      ...(row.request_reason ? { requestReason: row.request_reason } : {}),
      createdAt: row.created_at,
      members: members.map(member => ({
        entityRef: member.entity_ref,
        from: member.from_environment,
        ...(member.promotion_id ? { promotionId: member.promotion_id } : {}),
        ...(member.opening_until ? { openingUntil: member.opening_until } : {}),
        ...(member.failure ? { failure: JSON.parse(member.failure) } : {}),
      })),
    };
  }
}
