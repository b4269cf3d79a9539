import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, stringifyError } from '@backstage/errors';
import type {
  ImageChange,
  SourceCommits,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  type GitHosts,
  type GitReader,
  type GitRevision,
  isMissing,
  type ReleaseNotes,
  withDeadline,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { RepositoryAddress } from '@stonegarden/repository-address';
import { RecentMap } from '../collections/RecentMap';
import type { PromotionPlan } from '../promotions/planPromotion';
import type { ResolvedService } from '../services/ServiceResolver';
import { revisionCandidates } from './revisionCandidates';
import { sourceRepositoryOf } from './sourceRepositoryOf';

/** For all requests of one answer together. Nobody waits for them. */
const DEADLINE_MS = 5_000;
/** More than anybody reads before promoting. */
const LIMIT = 50;
const MAX_NOTES = 10_000;
const MAX_ANSWERS = 500;
/** How long an answer is used again. Tags may be moved, a release may be tagged later, and a host may come back. */
const REUSE_MS = {
  known: 10 * 60 * 1000,
  'not-found': 60 * 1000,
  unreachable: 30 * 1000,
};

type Answer = Exclude<SourceCommits, { status: 'pending' | 'refused' }>;

interface Entry {
  /** Undefined while it is not there. */
  answer?: Answer;
  askedAt: number;
  running?: Promise<Answer>;
}

type Revisions = Required<
  Pick<GitReader, 'compareCommits' | 'findCommit' | 'releaseNotes'>
>;

/** The change of the service's own image: what stands beside it comes from elsewhere. */
function ownChange({
  changes,
  edit,
}: Pick<PromotionPlan, 'changes' | 'edit'>): ImageChange | undefined {
  const [own] = edit?.release.images ?? [];
  return changes.find(({ name }) => name === own?.name);
}

function toNotes(notes: ReleaseNotes) {
  const text = notes.text.slice(0, MAX_NOTES);
  return {
    title: notes.title,
    text,
    ...(text.length < notes.text.length ? { isCut: true as const } : {}),
    ...(/^https?:\/\//.test(notes.url ?? '') ? { url: notes.url } : {}),
  };
}

function canSay(reader: GitReader): reader is GitReader & Revisions {
  return Boolean(
    reader.compareCommits && reader.findCommit && reader.releaseNotes,
  );
}

/**
 * Reads the commits of services' own source repositories that a promotion brings, and the notes of the release. Never fails, and
 * never keeps anybody waiting longer than they say: what is not there yet is `pending`, and goes on being read.
 */
export class SourceCommitsReader {
  readonly #hosts: Pick<GitHosts, 'resolve'>;
  readonly #logger: LoggerService;
  readonly #allowed: readonly string[];
  readonly #entries = new RecentMap<Entry>(MAX_ANSWERS);
  /** Since when a repository's host does not answer, by address. */
  readonly #unreachable = new RecentMap<string>(MAX_ANSWERS);

  constructor(options: {
    hosts: Pick<GitHosts, 'resolve'>;
    logger: LoggerService;
    /** Owners whose repositories every service may name, beside its own: `github.com/acme`. */
    allowed: readonly string[];
  }) {
    this.#hosts = options.hosts;
    this.#logger = options.logger;
    this.#allowed = options.allowed;
  }

  /** Undefined where the service names no source repository, or its own image does not change. */
  async read(
    service: ResolvedService,
    plan: Pick<PromotionPlan, 'changes' | 'edit'>,
    { waitMs }: { waitMs: number },
  ): Promise<SourceCommits | undefined> {
    const change = ownChange(plan);
    const repository = sourceRepositoryOf(service, this.#allowed);
    if (!change?.from || !repository) {
      return undefined;
    }
    if (typeof repository === 'string') {
      return { status: 'refused', problem: repository };
    }
    const { from, to } = change;
    const versions = { from: from.tag, to: to.tag };
    const unnamed = [from, to].flatMap(({ tag, digest }) =>
      revisionCandidates(tag).length > 0 ? [] : [tag ?? digest ?? ''],
    );
    const { url } = repository;
    if (unnamed.length > 0) {
      return { status: 'not-found', repository: url, versions: unnamed };
    }
    try {
      const entry = this.#entryOf(repository, versions);
      return (
        entry.answer ??
        (await this.#wait(entry, waitMs)) ?? {
          status: 'pending',
          repository: url,
        }
      );
    } catch {
      return { status: 'refused', problem: 'host' };
    }
  }

  #entryOf(
    repository: RepositoryAddress,
    versions: { from?: string; to?: string },
  ): Entry {
    const key = [repository.url, versions.from, versions.to].join('\n');
    const known = this.#entries.get(key);
    const isFresh =
      known?.answer &&
      Date.now() - known.askedAt < REUSE_MS[known.answer.status];
    if (known && (isFresh || known.running)) {
      return known;
    }
    // What was answered stands while it is asked for again.
    const entry: Entry = {
      askedAt: Date.now(),
      ...(known?.answer ? { answer: known.answer } : {}),
    };
    entry.running = this.#ask(repository, versions);
    entry.running.then(
      answer => {
        entry.answer = answer;
        entry.running = undefined;
      },
      () => this.#entries.delete(key),
    );
    this.#entries.set(key, entry);
    return entry;
  }

  async #wait({ running }: Entry, waitMs: number): Promise<Answer | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<undefined>(resolve => {
      timer = setTimeout(() => resolve(undefined), waitMs);
    });
    try {
      return await Promise.race([running, over]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Throws InputError where the portal does not ask the host. */
  async #ask(
    { url }: RepositoryAddress,
    versions: { from?: string; to?: string },
  ): Promise<Answer> {
    try {
      const answer = await withDeadline(DEADLINE_MS, async () => {
        const { reader } = await this.#hosts.resolve(url);
        if (!canSay(reader)) {
          throw new InputError(`The host of ${url} compares no commits`);
        }
        return this.#compare(reader, url, versions);
      });
      this.#unreachable.delete(url);
      return answer;
    } catch (error) {
      if (isMissing(error)) {
        return { status: 'not-found', repository: url, versions: [] };
      }
      if (error instanceof InputError) {
        throw error;
      }
      const since = this.#unreachable.get(url) ?? new Date().toISOString();
      this.#unreachable.set(url, since);
      this.#logger.warn(
        `The commits of ${url} could not be read: ${stringifyError(error)}`,
      );
      return { status: 'unreachable', repository: url, since };
    }
  }

  async #compare(
    reader: Revisions,
    url: string,
    { from = '', to = '' }: { from?: string; to?: string },
  ): Promise<Answer> {
    const [base, head] = await Promise.all([
      this.#find(reader, from),
      this.#find(reader, to),
    ]);
    if (!base || !head) {
      return {
        status: 'not-found',
        repository: url,
        versions: [...(base ? [] : [from]), ...(head ? [] : [to])],
      };
    }
    const [comparison, notes] = await Promise.all([
      reader.compareCommits(base.commit, head.commit, { limit: LIMIT }),
      'tag' in head.revision
        ? reader.releaseNotes(head.revision.tag)
        : undefined,
    ]);
    return {
      status: 'known',
      repository: url,
      from,
      to,
      ...comparison,
      ...(notes?.text.trim() ? { notes: toNotes(notes) } : {}),
    };
  }

  async #find(
    reader: Revisions,
    version: string,
  ): Promise<{ commit: string; revision: GitRevision } | undefined> {
    const found = await Promise.all(
      revisionCandidates(version).map(async revision => {
        const commit = await reader.findCommit(revision);
        return commit ? { commit, revision } : undefined;
      }),
    );
    return found.find(each => each !== undefined);
  }
}
