import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  MAX_LOG_LINES,
  type PodLog,
  type PodLogQuery,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  ArgocdResponseError,
  toDomainError,
} from '../argocd/client/argocdErrors';
import { withoutAddresses } from '../argocd/client/withoutAddresses';
import type { TreeNode } from '../argocd/readModel/readDetails';
import type { ResolvedService } from '../services/ServiceResolver';
import type { EnvironmentReader } from './EnvironmentReader';
import type {
  OpenedApplication,
  OpenedApplications,
} from './OpenedApplications';
import { readManifest } from './readManifest';
import { RecentAnswers } from '../collections/RecentAnswers';
import { readContainers, toLogLines } from './toPodLog';

/** For all who look at one log at the same time. */
const LOG_TTL_MS = 2_000;
/** The containers of a pod stay as they are, but for those that are added to look at it. */
const CONTAINERS_TTL_MS = 60_000;
const MAX_WORDS = 300;

/** Reads the last lines of the logs of an environment's pods. Permissions are checked before it is asked. */
export class LogReader {
  readonly #applications: OpenedApplications;
  readonly #environments: Pick<EnvironmentReader, 'tree'>;
  readonly #logs = new RecentAnswers<PodLog>({ limit: 20, ttlMs: LOG_TTL_MS });
  readonly #containers = new RecentAnswers<string[]>({
    limit: 500,
    ttlMs: CONTAINERS_TTL_MS,
  });

  constructor(options: {
    applications: OpenedApplications;
    environments: Pick<EnvironmentReader, 'tree'>;
  }) {
    this.#applications = options.applications;
    this.#environments = options.environments;
  }

  /**
   * Throws NotFoundError for a pod that is not one of the environment's and for a log that is not kept, InputError for a
   * container that the pod does not have, and ConflictError for one that has not started yet.
   */
  async read(
    service: ResolvedService,
    environment: string,
    { pod: name, container: asked, previous = false }: PodLogQuery,
  ): Promise<PodLog> {
    const opened = this.#applications.open(service, environment, 'read');
    const nodes = await this.#environments.tree(opened);
    const pod = nodes.find(
      node => node.kind === 'Pod' && !node.group && node.name === name,
    );
    if (!pod) {
      throw new NotFoundError(
        `${environment} of ${service.name} has no pod ${name}. It may have been replaced: look at the resources again.`,
      );
    }
    const containers = await this.#containersOf(opened, pod, name);
    const container = asked ?? containers[0];
    if (!container || !containers.includes(container)) {
      throw new InputError(
        `The pod ${name} has no container ${asked}; it has ${containers.join(
          ', ',
        )}.`,
      );
    }
    const key = [opened.name, pod.uid, container, previous].join(' ');
    const { value } = await this.#logs.get(key, async () => {
      const asOf = new Date().toISOString();
      const entries = await this.#entries(opened, {
        namespace: pod.namespace ?? '',
        pod: name,
        container,
        previous,
      });
      return { asOf, pod: name, container, containers, ...toLogLines(entries) };
    });
    return value;
  }

  async #containersOf(
    { api, call, key, name: application }: OpenedApplication,
    { namespace = '', uid, version = 'v1' }: TreeNode,
    name: string,
  ): Promise<string[]> {
    const { value } = await this.#containers.get(
      `${application} ${namespace}/${name} ${uid}`,
      async () => {
        const answer = await call(
          `looking at the pod ${name}`,
          api.resource(key, {
            group: '',
            version,
            kind: 'Pod',
            namespace,
            name,
          }),
        );
        const containers = readContainers(readManifest(answer));
        if (containers.length === 0) {
          throw new NotFoundError(
            `Argo CD does not tell which containers the pod ${name} has.`,
          );
        }
        return containers;
      },
    );
    return value;
  }

  async #entries(
    { api, key, record }: OpenedApplication,
    query: {
      namespace: string;
      pod: string;
      container: string;
      previous: boolean;
    },
  ): Promise<unknown[]> {
    try {
      // One more tells whether there are more.
      const lines = MAX_LOG_LINES + 1;
      return await api.onDemand.log(key, { ...query, lines });
    } catch (error) {
      throw toLogError(error, record.instance, query);
    }
  }
}

function toLogError(
  error: unknown,
  instance: string,
  { pod, container }: { pod: string; container: string },
): Error {
  if (error instanceof ArgocdResponseError) {
    const words = withoutAddresses(error.detail, MAX_WORDS);
    if (/previous terminated container .* not found/i.test(words)) {
      return new NotFoundError(
        `${container} of ${pod} was never restarted, so there is no log of before.`,
      );
    }
    if (/is waiting to start|is not available|PodInitializing/i.test(words)) {
      return new ConflictError(`There is no log yet: ${words}`);
    }
  }
  return toDomainError(error, instance, `reading the log of ${pod}`);
}
