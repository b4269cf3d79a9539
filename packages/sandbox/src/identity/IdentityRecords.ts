import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { JsonFile } from '../state/JsonFile';
import type { IdentityState } from './IdentityState';

/**
 * Where oidc-provider keeps what it remembers of one model, such as `RefreshToken`. All models are in one file, so that
 * whoever signed in still is after a restart.
 *
 * @internal
 */
export class IdentityRecords implements Adapter {
  readonly #state: JsonFile<IdentityState>;
  readonly #model: string;

  constructor(state: JsonFile<IdentityState>, model: string) {
    this.#state = state;
    this.#model = model;
  }

  async upsert(
    id: string,
    payload: AdapterPayload,
    expiresInSeconds?: number,
  ): Promise<void> {
    this.#forgetExpired();
    this.#records[this.#key(id)] = {
      payload: { ...payload },
      expiresAt: expiresInSeconds ? Date.now() + expiresInSeconds * 1000 : null,
    };
    await this.#state.save();
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const record = this.#records[this.#key(id)];
    return record && !isExpired(record) ? record.payload : undefined;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere('uid', uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere('userCode', userCode);
  }

  async consume(id: string): Promise<void> {
    const record = this.#records[this.#key(id)];
    if (record) {
      record.payload.consumed = Math.floor(Date.now() / 1000);
      await this.#state.save();
    }
  }

  async destroy(id: string): Promise<void> {
    delete this.#records[this.#key(id)];
    await this.#state.save();
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of Object.entries(this.#records)) {
      if (this.#owns(key) && payload.grantId === grantId) {
        delete this.#records[key];
      }
    }
    await this.#state.save();
  }

  get #records() {
    return this.#state.value.records;
  }

  #key(id: string): string {
    return `${this.#model}:${id}`;
  }

  #owns(key: string): boolean {
    return key.startsWith(`${this.#model}:`);
  }

  async #findWhere(field: 'uid' | 'userCode', value: string) {
    return Object.entries(this.#records).find(
      ([key, record]) =>
        this.#owns(key) &&
        record.payload[field] === value &&
        !isExpired(record),
    )?.[1].payload;
  }

  #forgetExpired() {
    for (const [key, record] of Object.entries(this.#records)) {
      if (isExpired(record)) {
        delete this.#records[key];
      }
    }
  }
}

function isExpired({ expiresAt }: { expiresAt: number | null }): boolean {
  return expiresAt !== null && expiresAt <= Date.now();
}
