import { posix } from 'node:path';
import type {
  Deployment,
  PromotionFiles,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type GitHosts,
  type GitReader,
  isMissing,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import { unifiedDiff } from '@stonegarden/gitops-manifests';
import {
  ResolvedService,
  ServiceResolver,
  sourceUrlOf,
} from '../../services/ServiceResolver';

const DEADLINE_MS = 20_000;
/** Files of an environment that are compared; more are not its own. */
const MAX_FILES = 100;
const MAX_DIFF_LENGTH = 100_000;
/** How many files are read at the same time. */
const AT_ONCE = 8;

/** The files that an environment is made of at a commit: its own, and those of folders beside it that are no environment. */
async function listFiles(
  reader: GitReader,
  folder: string,
  commit: string,
  others: ReadonlySet<string>,
): Promise<{ paths: string[]; complete: boolean }> {
  const root = posix.join(folder, 'environments');
  const paths: string[] = [];
  const folders = [root];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for (const { name, mode } of (await reader.list(at, commit)) ?? []) {
      const path = `${at}/${name}`;
      if (mode !== 'directory') {
        paths.push(path);
      } else if (at !== root || !others.has(name)) {
        folders.push(path);
      }
    }
    if (paths.length + folders.length > MAX_FILES) {
      return { paths: paths.slice(0, MAX_FILES), complete: false };
    }
  }
  return { paths, complete: true };
}

/** What a deployment changed in Git. */
export class DeploymentFiles {
  readonly #hosts: GitHosts;
  readonly #services: Pick<ServiceResolver, 'resolve'>;

  constructor(options: {
    hosts: GitHosts;
    services: Pick<ServiceResolver, 'resolve'>;
  }) {
    this.#hosts = options.hosts;
    this.#services = options.services;
  }

  /**
   * The files of the environment at the commit of the deployment against those at `previous`, the commit of the one before
   * it. Incomplete, and empty, where nothing is known of that one, or the Git host no longer has a commit.
   */
  async read(
    { entityRef, environment, revision }: Deployment,
    previous: string | undefined,
  ): Promise<PromotionFiles> {
    if (!previous) {
      return { items: [], complete: false };
    }
    const service = await this.#services.resolve(entityRef);
    return withDeadline(DEADLINE_MS, async () => {
      try {
        return await this.#compare(service, environment, previous, revision);
      } catch (error) {
        if (isMissing(error)) {
          return { items: [], complete: false };
        }
        throw error;
      }
    });
  }

  async #compare(
    service: ResolvedService,
    environment: string,
    before: string,
    after: string,
  ): Promise<PromotionFiles> {
    const { reader, path } = await this.#hosts.resolve(sourceUrlOf(service));
    const others = new Set(
      service.environments
        .map(({ name }) => name)
        .filter(name => name !== environment),
    );
    const lists = await Promise.all(
      [before, after].map(commit => listFiles(reader, path, commit, others)),
    );
    const paths = [...new Set(lists.flatMap(each => each.paths))].sort();
    const items: PromotionFiles['items'] = [];
    let length = 0;
    for (let at = 0; at < paths.length; at += AT_ONCE) {
      const read = await Promise.all(
        paths.slice(at, at + AT_ONCE).map(async file => {
          const [was, is] = await Promise.all([
            reader.read(file, before),
            reader.read(file, after),
          ]);
          return {
            path: file,
            diff: unifiedDiff(file, was?.content ?? '', is?.content ?? ''),
          };
        }),
      );
      for (const item of read.filter(({ diff }) => diff !== '')) {
        length += item.diff.length;
        // Its lines are left out, as a Git host does with large ones.
        items.push(length > MAX_DIFF_LENGTH ? { ...item, diff: '' } : item);
      }
    }
    return { items, complete: lists.every(({ complete }) => complete) };
  }
}
