import { parseImage } from '@stonegarden/backstage-plugin-delivery-common';
import type { ArgocdApi } from '../client/ArgocdApi';
import type { ApplicationRecord } from './ApplicationRecord';
import { BackgroundQueue } from './BackgroundQueue';
import {
  ApplicationDetails,
  readCause,
  readTree,
  readVersions,
  rolloutOf,
} from './readDetails';

/** Applications that wait to be looked at; what is left out is looked at after the next list. */
const MAX_WAITING = 500;

/** Whether an Application lists several versions of one image. */
export function hasSeveralVersions(images: string[]): boolean {
  const names = new Set(images.map(image => parseImage(image).name));
  return names.size < new Set(images).size;
}

function needsDetails(record: ApplicationRecord): boolean {
  return (
    !record.hidden &&
    (record.health === 'Degraded' || hasSeveralVersions(record.images)) &&
    (!record.details ||
      record.details.resourceVersion !== record.resourceVersion)
  );
}

/**
 * Looks at the resource tree of the few Applications that need it, one after the other in the background: of those that are
 * Degraded, and of those that run several versions of one image. Each version of an Application is looked at once.
 */
export class DetailsLoader {
  readonly #api: Pick<ArgocdApi, 'resourceTree' | 'resource'>;
  readonly #signal: AbortSignal;
  readonly #onLoaded: (
    record: ApplicationRecord,
    details: ApplicationDetails,
  ) => void;
  readonly #queue: BackgroundQueue<ApplicationRecord>;

  constructor(options: {
    api: Pick<ArgocdApi, 'resourceTree' | 'resource'>;
    signal: AbortSignal;
    onLoaded: (record: ApplicationRecord, details: ApplicationDetails) => void;
  }) {
    this.#api = options.api;
    this.#signal = options.signal;
    this.#onLoaded = options.onLoaded;
    this.#queue = new BackgroundQueue({
      maxWaiting: MAX_WAITING,
      signal: options.signal,
      work: record => this.#look(record),
    });
  }

  add(records: Iterable<ApplicationRecord>): void {
    for (const record of records) {
      const key = `${record.namespace}/${record.name}`;
      if (needsDetails(record)) {
        this.#queue.add(key, record);
      } else {
        this.#queue.delete(key);
      }
    }
  }

  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  async #look(record: ApplicationRecord): Promise<void> {
    try {
      this.#onLoaded(record, await this.#load(record));
    } catch {
      // It stays without details, and is looked at again after the next list or change.
    }
  }

  async #load(record: ApplicationRecord): Promise<ApplicationDetails> {
    const options = { signal: this.#signal };
    const nodes = readTree(await this.#api.resourceTree(record, options));
    const cause =
      record.health === 'Degraded'
        ? readCause(nodes, record.healthMessage)
        : undefined;
    const key = hasSeveralVersions(record.images)
      ? rolloutOf(nodes)
      : undefined;
    return {
      resourceVersion: record.resourceVersion,
      ...(cause ? { cause } : {}),
      ...readVersions(
        nodes,
        record.images,
        key && {
          key,
          answer: await this.#api.resource(record, key, options),
        },
      ),
    };
  }
}
