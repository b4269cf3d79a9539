import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  createReason,
  type SyncWindows,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GateFact } from '@stonegarden/backstage-plugin-delivery-node';
import type { ManifestEnvironment } from '@stonegarden/service-manifest';
import type { ArgocdReadModel } from '../../argocd/readModel/ArgocdReadModel';
import { readSyncWindows } from '../../argocd/readModel/readSyncWindows';
import { RecentMap } from '../../collections/RecentMap';
import { deriveEnvironments } from '../../environments/deriveEnvironments';
import { findApplication } from '../../environments/findApplication';
import { unreachableReason } from '../../environments/unreachableReason';
import type { ResolvedService } from '../../services/ServiceResolver';
import { serviceSourceOf } from '../../services/ServiceSource';

/** Somebody may change windows in Argo CD; until then they open and close when they say. */
const FRESH_MS = 60_000;
/** Applications. */
const MAX_ENTRIES = 2_000;

interface Entry {
  answer: Promise<SyncWindows>;
  /** In milliseconds. */
  until: number;
}

/**
 * The sync windows of environments that something is promoted to: asked for at most once a minute and Application, whoever asks, and
 * never for a page that only shows services.
 */
export class SyncWindowReader {
  readonly #readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #entries = new RecentMap<Entry>(MAX_ENTRIES);

  constructor(options: {
    readModel: Pick<ArgocdReadModel, 'find' | 'instance' | 'instances'>;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#readModel = options.readModel;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** Null where Argo CD has proven that there is no Application yet. `signal` ends a request that takes too long. */
  async read(
    service: ResolvedService,
    place: ManifestEnvironment,
    signal: AbortSignal,
  ): Promise<GateFact<SyncWindows | null>> {
    const { instances } = this.#readModel;
    const [status] = deriveEnvironments(
      {
        name: service.name,
        environments: [place],
        source: serviceSourceOf(service.entity),
      },
      this.#readModel,
    );
    if (status.presence === 'absent') {
      return { value: null };
    }
    const instance = instances.find(
      each => each.status.name === status.instance,
    );
    if (instance && !instance.status.reachable) {
      return { unknown: unreachableReason(instance.status) };
    }
    const record = findApplication(
      place,
      this.#readModel.find(service.name),
      instances,
    );
    if (status.presence !== 'present' || !record) {
      return {
        unknown: status.healthReason ?? createReason('FactsNotRead', {}),
      };
    }
    const key = JSON.stringify([
      record.instance,
      record.namespace,
      record.name,
      record.project,
    ]);
    try {
      return { value: await this.#recent(key, record, signal) };
    } catch (error) {
      this.#logger.warn(
        `The sync windows of ${record.name} could not be read from Argo CD ${
          record.instance
        }: ${stringifyError(error)}`,
      );
      return {
        unknown: createReason('SyncWindowsUnknown', {
          environment: place.name,
          instance: record.instance,
        }),
      };
    }
  }

  #recent(
    key: string,
    record: Parameters<typeof readSyncWindows>[1] & { instance: string },
    signal: AbortSignal,
  ): Promise<SyncWindows> {
    const now = this.#now();
    const known = this.#entries.get(key);
    if (known && now.getTime() < known.until) {
      return known.answer;
    }
    const { api } = this.#readModel.instance(record.instance);
    const answer = readSyncWindows(api.onDemand, record, { signal, now });
    const entry: Entry = { answer, until: now.getTime() + FRESH_MS };
    this.#entries.set(key, entry);
    answer.then(
      ({ windows }) => {
        entry.until = Math.min(
          entry.until,
          ...windows.flatMap(({ changesAt }) =>
            changesAt ? [Date.parse(changesAt)] : [],
          ),
        );
      },
      () => {
        if (this.#entries.get(key) === entry) {
          this.#entries.delete(key);
        }
      },
    );
    return answer;
  }
}
