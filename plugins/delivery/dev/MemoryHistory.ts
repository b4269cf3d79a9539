import type {
  Deployment,
  DeploymentQuery,
  DoraFigures,
  DoraQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { promotionPreview } from '../src/__testUtils__/delivery';
import { deployment } from '../src/__testUtils__/deployment';
import type { HistoryApi } from '../src';

const COUNT = 10_000;
const EVERY_MS = 50 * 60_000;
const IMAGE = 'ghcr.io/advplyr/audiobookshelf';
const CAUSES = ['promotion', 'git', 'rollback', 'promotion'] as const;

/** Ten thousand deployments of a year in the page's memory, made up in a fixed order. */
export class MemoryHistory implements HistoryApi {
  readonly #all: Deployment[];

  /** Each of these services gets its share. */
  constructor(entityRefs: string[]) {
    const now = Date.now();
    this.#all = Array.from({ length: COUNT }, (_, index) =>
      make(index, now, entityRefs[index % entityRefs.length]),
    );
  }

  async getDeployments(
    query: DeploymentQuery & { limit?: number; cursor?: string },
  ) {
    await pause();
    const found = this.#find(query);
    const start = Number(query.cursor ?? 0);
    const end = start + (query.limit ?? 100);
    return {
      items: found.slice(start, end),
      ...(end < found.length ? { nextCursor: String(end) } : {}),
    };
  }

  async getDeployment(id: string) {
    return this.#all.find(one => one.id === id) ?? this.#all[0];
  }

  async getDeploymentFiles() {
    await pause();
    return { items: promotionPreview().files, complete: true };
  }

  async exportDeployments(query: DeploymentQuery & { format: 'csv' | 'json' }) {
    const found = this.#find(query);
    return query.format === 'json'
      ? JSON.stringify(found)
      : ['id,environment,from']
          .concat(found.map(one => `${one.id},${one.environment},${one.from}`))
          .join('\n');
  }

  async getDora(query: DoraQuery) {
    await pause();
    const days = { day: 1, week: 7, month: 30 }[query.bucket];
    const step = days * 24 * 60 * 60_000;
    const buckets = [];
    const end = Date.parse(query.until);
    for (let at = Date.parse(query.since); at < end; at += step) {
      const span = {
        since: new Date(at).toISOString(),
        until: new Date(Math.min(at + step, end)).toISOString(),
      };
      buckets.push({ ...span, ...this.#figures({ ...query, ...span }) });
    }
    return {
      environments: ['production'],
      services: 1,
      buckets,
      total: this.#figures(query),
    };
  }

  #figures(query: Omit<DoraQuery, 'bucket'>): DoraFigures {
    const { service, since, until } = query;
    const all = this.#find({ service, since, until, countedIn: 'deployments' });
    const failures = all.filter(isFailure);
    return {
      deployments: all.length,
      failures: failures.length,
      leadTimeCount: all.length,
      ...(all.length ? { leadTimeSeconds: 3_600 + all.length * 60 } : {}),
      restoreCount: failures.length,
      ...(failures.length ? { restoreSeconds: 900 } : {}),
    };
  }

  #find(query: DeploymentQuery): Deployment[] {
    return this.#all.filter(
      one =>
        (!query.service || one.entityRef === query.service) &&
        (!query.environments || query.environments.includes(one.environment)) &&
        (!query.causes || (one.cause && query.causes.includes(one.cause))) &&
        (!query.outcomes ||
          (one.outcome && query.outcomes.includes(one.outcome))) &&
        (!query.rolledBack || one.rolledBack) &&
        (!query.since || one.from >= query.since) &&
        (!query.until || one.from < query.until) &&
        (!query.countedIn || one.environment === 'production') &&
        (!['failures', 'restore'].includes(query.countedIn ?? '') ||
          isFailure(one)) &&
        (!query.text || JSON.stringify(one).includes(query.text)),
    );
  }
}

function isFailure({ outcome, rolledBack }: Deployment): boolean {
  return outcome === 'failed' || rolledBack !== undefined;
}

function make(index: number, now: number, entityRef: string): Deployment {
  const at = now - index * EVERY_MS - 5 * 60_000;
  const time = (seconds: number) => new Date(at + seconds * 1000).toISOString();
  const version = (number: number) => ({
    images: [
      { name: IMAGE, tag: `2.${Math.floor(number / 10)}.${number % 10}` },
    ],
  });
  const cause = CAUSES[index % CAUSES.length];
  const failed = index % 13 === 5;
  return deployment({
    id: `d-${index}`,
    entityRef,
    environment: ['dev', 'staging', 'production'][index % 3],
    release: version(COUNT - index),
    replaces: version(COUNT - index - 1),
    from: time(0),
    until: index < 3 ? undefined : time(9_000),
    healthySince: failed ? undefined : time(20 + (index % 40)),
    cause,
    by: cause === 'git' ? 'octocat' : 'user:default/guest',
    promotion: cause === 'git' ? undefined : `p-${index}`,
    stages:
      cause === 'git'
        ? undefined
        : { requestedAt: time(-600), mergedAt: time(-90) },
    outcome: failed ? 'failed' : 'succeeded',
    rolledBack: failed
      ? { at: time(1_200), by: 'user:default/guest', reason: 'It leaked.' }
      : undefined,
  });
}

function pause() {
  return new Promise(resolve => {
    setTimeout(resolve, 300);
  });
}
