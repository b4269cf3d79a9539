import { isError } from '@backstage/errors';
import type { Release } from '@stonegarden/backstage-plugin-delivery-common';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import { readKustomizationImages } from '@stonegarden/gitops-manifests';
import { ResolvedService, sourceUrlOf } from '../services/ServiceResolver';

const FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const COMMIT = /^[0-9a-f]{40,64}$/;

/** Errors that asking again will not change: there is no such place, or no such commit. */
const FINAL_ERRORS = ['InputError', 'NotFoundError'];

/** Which Release a commit deploys, by the environment's own files at that commit. */
export class DeployedReleases {
  readonly #hosts: GitHosts;

  constructor(options: { hosts: GitHosts }) {
    this.#hosts = options.hosts;
  }

  /**
   * Undefined when Git does not say: no such commit or file, no pinned images, or no Git host at all. The images that run are no
   * substitute: right after a sync Argo CD still names those of before, and during a canary both.
   *
   * @throws what the Git host throws while it does not answer
   */
  async read(
    service: ResolvedService,
    environment: string,
    commit: string,
  ): Promise<Release | undefined> {
    if (!COMMIT.test(commit)) {
      return undefined;
    }
    try {
      const location = await this.#hosts.resolve(sourceUrlOf(service));
      const folder = [location.path, 'environments', environment]
        .filter(Boolean)
        .join('/');
      for (const name of FILE_NAMES) {
        const path = `${folder}/${name}`;
        const file = await location.reader.read(path, commit);
        if (file) {
          // A link holds a path, and what it leads to may be another repository's.
          return file.mode === 'symlink'
            ? undefined
            : toRelease(file.content, path);
        }
      }
      return undefined;
    } catch (error) {
      if (isError(error) && FINAL_ERRORS.includes(error.name)) {
        return undefined;
      }
      throw error;
    }
  }
}

function toRelease(text: string, path: string): Release | undefined {
  const read = readKustomizationImages(text, path);
  const images = read.ok
    ? read.value
        .filter(({ newTag, digest }) => newTag !== undefined || digest)
        .map(({ name, newName, newTag, digest }) => ({
          name: newName ?? name,
          ...(newTag === undefined ? {} : { tag: newTag }),
          ...(digest === undefined ? {} : { digest }),
        }))
    : [];
  return images.length > 0 ? { images } : undefined;
}
