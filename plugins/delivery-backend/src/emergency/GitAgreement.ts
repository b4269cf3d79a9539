import {
  compareReleases,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import { RecentMap } from '../collections/RecentMap';
import { readReleaseAt } from '../releases/readReleaseAt';
import type { ReleaseFile } from '../releases/ReleaseFile';
import { ResolvedService, sourceUrlOf } from '../services/ServiceResolver';

/** Commits never change, so that an answer holds forever. */
const MAX_KNOWN = 500;

/** Tells whether Git names a Release for an environment. */
export class GitAgreement {
  readonly #hosts: Pick<GitHosts, 'resolve'>;
  readonly #releaseFile: ReleaseFile;
  readonly #known = new RecentMap<{ release: Release | undefined }>(MAX_KNOWN);

  constructor(options: {
    hosts: Pick<GitHosts, 'resolve'>;
    releaseFile: ReleaseFile;
  }) {
    this.#hosts = options.hosts;
    this.#releaseFile = options.releaseFile;
  }

  /** Whether the files of an environment name a Release at a commit; undefined while that is not known. */
  async agrees(
    service: ResolvedService,
    environment: string,
    commit: string,
    release: Release | undefined,
  ): Promise<boolean | undefined> {
    if (!release) {
      return undefined;
    }
    const named = await this.#read(service, environment, commit).catch(
      () => undefined,
    );
    if (!named) {
      return undefined;
    }
    const changes = compareReleases(release, named.release);
    // Files that pin no image at that commit name no Release, and so not this one.
    return changes !== 'unknown' && changes.length === 0;
  }

  async #read(
    service: ResolvedService,
    environment: string,
    commit: string,
  ): Promise<{ release: Release | undefined }> {
    const key = [service.entityRef, environment, commit].join('|');
    const known = this.#known.get(key);
    if (known) {
      return known;
    }
    const location = await this.#hosts.resolve(sourceUrlOf(service));
    const read = {
      release: await readReleaseAt(
        this.#releaseFile,
        location,
        environment,
        commit,
      ),
    };
    this.#known.set(key, read);
    return read;
  }
}
