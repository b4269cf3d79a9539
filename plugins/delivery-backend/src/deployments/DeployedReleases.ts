import { isError } from '@backstage/errors';
import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import { readReleaseAt } from '../releases/readReleaseAt';
import type { ReleaseFile } from '../releases/ReleaseFile';
import type { ReadPace } from './ReadPace';
import { ResolvedService, sourceUrlOf } from '../services/ServiceResolver';

const COMMIT = /^[0-9a-f]{40,64}$/;

/** Errors that asking again will not change: there is no such place, or no such commit. */
const FINAL_ERRORS = ['InputError', 'NotFoundError'];

/** Which Release a commit deploys, by the environment's own files at that commit. */
export class DeployedReleases {
  readonly #hosts: GitHosts;
  readonly #releaseFile: ReleaseFile;
  readonly #pace: Pick<ReadPace, 'next'>;

  constructor(options: {
    hosts: GitHosts;
    releaseFile: ReleaseFile;
    pace: Pick<ReadPace, 'next'>;
  }) {
    this.#hosts = options.hosts;
    this.#releaseFile = options.releaseFile;
    this.#pace = options.pace;
  }

  /**
   * Undefined when Git does not say: no such commit or file, no pinned images, or no Git host at all. The images that run are no
   * substitute: right after a sync Argo CD still names those of before, and during a canary both.
   *
   * @throws what the Git host throws while it does not answer, and AbortError when the signal is aborted
   */
  async read(
    service: ResolvedService,
    environment: string,
    commit: string,
    signal: AbortSignal,
  ): Promise<Release | undefined> {
    if (!COMMIT.test(commit)) {
      return undefined;
    }
    try {
      const location = await this.#hosts.resolve(sourceUrlOf(service));
      // Where there is nobody to ask, nobody needs to be spared.
      await this.#pace.next(signal);
      return await readReleaseAt(
        this.#releaseFile,
        location,
        environment,
        commit,
      );
    } catch (error) {
      if (isError(error) && FINAL_ERRORS.includes(error.name)) {
        return undefined;
      }
      throw error;
    }
  }
}
