import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  type ClusterChanges,
  createReason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { withDeadline } from '@stonegarden/backstage-plugin-delivery-node';
import { RecentMap } from '../collections/RecentMap';
import type { EditedFile } from '../promotions/planVersions';
import type { ReleaseTree } from '../releases/ReleaseFile';
import type {
  ManifestRenderer,
  RenderOutcome,
  RenderRequest,
} from './ManifestRenderer';
import { toClusterChanges } from './toClusterChanges';

/** While a person waits for it. */
const TIMEOUT_MS = 2_000;
/** Nobody renders longer than that. */
const LIMIT_MS = 10_000;
/** Of answers, each of at most about 800 kilobytes, and usually of one or two. */
const MAX_ANSWERS = 100;
const MAX_NAMED_FILES = 10;

/** A change of files, at the commit that it is a change of. */
export interface ClusterChangeRequest {
  /** Tells repositories apart. */
  repository: string;
  tree: Pick<ReleaseTree, 'commit' | 'read'>;
  /** The environment's own folder, from the repository's root. */
  folder: string;
  environment: string;
  files: readonly EditedFile[];
}

function timedOut(environment: string, ms: number): ClusterChanges {
  return {
    status: 'unknown',
    reason: createReason('RenderingTimedOut', {
      environment,
      seconds: ms / 1_000,
    }),
  };
}

/** For want of anything that reads what is edited. */
function notRendered(files: readonly string[]): ClusterChanges {
  return {
    status: 'unsupported',
    reason: createReason('FilesNotRendered', {
      files: files.slice(0, MAX_NAMED_FILES),
    }),
  };
}

/** Why one of two sides was not rendered; undefined where there is nothing on both. */
function whyNot(
  outcomes: readonly RenderOutcome[],
): Exclude<ClusterChanges, { status: 'known' }> | undefined {
  const isAbsent = outcomes.every(({ status }) => status === 'absent');
  const [why] = outcomes.flatMap(one => (one.status === 'rendered' ? [] : one));
  return isAbsent || !why
    ? undefined
    : // What makes an environment came, or went
      { ...why, status: why.status === 'absent' ? 'unknown' : why.status };
}

function keyOf({
  repository,
  tree,
  folder,
  environment,
  files,
}: ClusterChangeRequest): string {
  const edits = files.map(({ path, after }) => [path, after]);
  return createHash('sha256')
    .update(
      JSON.stringify([repository, tree.commit, folder, environment, edits]),
    )
    .digest('hex');
}

/**
 * Says what a change of files changes in the cluster: the environment rendered before and after. What cannot be told exactly is
 * said not to be known; nothing is thrown. Equal requests are rendered once, and commits never change, so that the answer
 * stays true.
 */
export class ClusterChangeReader {
  readonly #renderers: readonly ManifestRenderer[];
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;
  readonly #limitMs: number;
  readonly #answers = new RecentMap<ClusterChanges>(MAX_ANSWERS);
  readonly #running = new Map<string, Promise<ClusterChanges>>();

  constructor(options: {
    /** Asked one after another, until one knows the format of the files. */
    renderers: readonly ManifestRenderer[];
    logger: LoggerService;
    /** How long an answer is waited for. */
    timeoutMs?: number;
    /** How long it is rendered, whether somebody waits or not. */
    limitMs?: number;
  }) {
    this.#renderers = options.renderers;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#limitMs = options.limitMs ?? LIMIT_MS;
  }

  /** @param options - `isPatient` where nobody waits for the answer, so that it may take as long as it is rendered */
  read(
    request: ClusterChangeRequest,
    { isPatient = false }: { isPatient?: boolean } = {},
  ): Promise<ClusterChanges> {
    const key = keyOf(request);
    const known = this.#answers.get(key);
    if (known) {
      return Promise.resolve(known);
    }
    const running = this.#running.get(key) ?? this.#start(key, request);
    this.#running.set(key, running);
    return isPatient ? running : this.#inTime(running, request);
  }

  /** What takes longer goes on for a while, so that it is there when somebody asks again. */
  async #inTime(
    running: Promise<ClusterChanges>,
    { environment }: ClusterChangeRequest,
  ): Promise<ClusterChanges> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ClusterChanges>(resolve => {
      timer = setTimeout(
        () => resolve(timedOut(environment, this.#timeoutMs)),
        this.#timeoutMs,
      );
    });
    try {
      return await Promise.race([running, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #start(
    key: string,
    request: ClusterChangeRequest,
  ): Promise<ClusterChanges> {
    const { environment, folder } = request;
    const signal = AbortSignal.timeout(this.#limitMs);
    try {
      const answer = await withDeadline(this.#limitMs, () =>
        this.#render(request, signal),
      );
      if (answer.status !== 'unknown') {
        this.#answers.set(key, answer);
      }
      return answer;
    } catch (error) {
      if (signal.aborted) {
        return timedOut(environment, this.#limitMs);
      }
      this.#logger.warn(
        `The manifests in ${folder} could not be rendered: ${stringifyError(
          error,
        )}`,
      );
      return {
        status: 'unknown',
        reason: createReason('RenderingFailed', { environment }),
      };
    } finally {
      this.#running.delete(key);
    }
  }

  /**
   * Both sides by the same renderer: what two of them spell differently is no change. What a rendering did not read of the
   * edit may change anything, so that the rendering says nothing of it.
   */
  async #render(
    request: ClusterChangeRequest,
    signal: AbortSignal,
  ): Promise<ClusterChanges> {
    const { environment, folder, tree, files } = request;
    const edits = new Map(files.map(({ path, after }) => [path, after]));
    const unread = new Set(edits.keys());
    const before: RenderRequest = {
      folder,
      environment,
      read: path => {
        unread.delete(path);
        return tree.read(path);
      },
    };
    const after: RenderRequest = {
      ...before,
      read: async path => {
        unread.delete(path);
        const text = edits.get(path);
        if (text === undefined) {
          return tree.read(path);
        }
        return text === null ? undefined : { mode: 'file', content: text };
      },
    };
    let refused: ClusterChanges | undefined;
    for (const renderer of this.#renderers) {
      for (const path of edits.keys()) {
        unread.add(path);
      }
      const [then, now] = await Promise.all(
        [before, after].map(side => renderer.render(side, { signal })),
      );
      if (then.status === 'rendered' && now.status === 'rendered') {
        if (unread.size === 0) {
          return toClusterChanges(renderer.id, then.manifests, now.manifests);
        }
        refused ??= notRendered([...unread]);
        continue;
      }
      const why = whyNot([then, now]);
      if (why?.status === 'unknown') {
        return why;
      }
      // What the first one says is about the files; a later one may only be missing.
      refused ??= why ?? notRendered([...edits.keys()]);
    }
    return (
      refused ?? {
        status: 'unknown',
        reason: createReason('RenderingFailed', { environment }),
      }
    );
  }
}
