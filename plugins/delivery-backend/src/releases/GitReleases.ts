import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  compareReleases,
  createReason,
  EnvironmentStatus,
  parseImage,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { ResolvedService, sourceUrlOf } from '../services/ServiceResolver';
import { readReleaseAt } from './readReleaseAt';
import type { ReleaseFile } from './ReleaseFile';

type GitFacts = NonNullable<EnvironmentStatus['git']>;

/** A page waits for the answer. */
const TIMEOUT_MS = 3_000;
/** How long an answer of the Git host is used again, for all who look at the page. */
const REUSE_MS = 10_000;
const MAX_ANSWERS = 500;

/** The promotion of which the merge came last to an environment, and was not taken back since. */
function lastMerged(
  promotions: PromotionRecord[],
  environment: string,
): PromotionRecord | undefined {
  return promotions
    .filter(({ to, mergedAt }) => to === environment && mergedAt)
    .sort((one, other) =>
      (other.mergedAt ?? '').localeCompare(one.mergedAt ?? ''),
    )
    .find(({ status }) => status !== 'superseded');
}

async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * What Git names for each environment of a service, as the catalog read it last. Only where a merged promotion is not in
 * what the catalog read is the Git host asked: it knows whether the catalog is behind, or Git was changed again.
 */
export class GitReleases {
  readonly #hosts: GitHosts;
  readonly #releaseFile: ReleaseFile;
  readonly #logger: LoggerService;
  readonly #answers = new Map<
    string,
    { askedAt: number; answer: Promise<GitFacts> }
  >();

  constructor(options: {
    hosts: GitHosts;
    releaseFile: ReleaseFile;
    logger: LoggerService;
  }) {
    this.#hosts = options.hosts;
    this.#releaseFile = options.releaseFile;
    this.#logger = options.logger;
  }

  /** By the name of the environment; asks nobody. */
  inCatalog({ entity, environments }: ResolvedService): Map<string, GitFacts> {
    const known = new Map(
      (entity.spec.releases ?? []).map(({ environment, images }) => [
        environment,
        images,
      ]),
    );
    return new Map(
      environments.map(({ name }) => {
        const images = known.get(name) ?? [];
        return [
          name,
          images.length > 0
            ? { release: { images: images.map(parseImage) } }
            : {
                problem: createReason('GitReleaseUnknown', {
                  environment: name,
                }),
              },
        ];
      }),
    );
  }

  /** By the name of the environment. Never fails: what cannot be read is not known, with the reason. */
  async read(
    service: ResolvedService,
    promotions: PromotionRecord[],
  ): Promise<Map<string, GitFacts>> {
    const facts = this.inCatalog(service);
    await Promise.all(
      [...facts].map(async ([environment, { release }]) => {
        const promotion = lastMerged(promotions, environment);
        if (promotion && !this.#names(release, promotion)) {
          facts.set(
            environment,
            await this.#ask(service, environment, promotion),
          );
        }
      }),
    );
    return facts;
  }

  /** What the Git host names now; where it does not answer, what the catalog read last. Undefined when neither is known. */
  async now(
    service: ResolvedService,
    environment: string,
  ): Promise<Release | undefined> {
    try {
      return (await this.#readHead(service, environment)).release;
    } catch (error) {
      this.#warn(service, environment, error);
      return this.inCatalog(service).get(environment)?.release;
    }
  }

  #names(release: Release | undefined, promotion: PromotionRecord): boolean {
    const changes = compareReleases(promotion.release, release);
    return changes !== 'unknown' && changes.length === 0;
  }

  #ask(
    service: ResolvedService,
    environment: string,
    promotion: PromotionRecord,
  ): Promise<GitFacts> {
    const key = `${service.entityRef} ${environment} ${promotion.id}`;
    const recent = this.#answers.get(key);
    const now = Date.now();
    if (recent && now - recent.askedAt < REUSE_MS) {
      return recent.answer;
    }
    if (this.#answers.size >= MAX_ANSWERS) {
      this.#answers.clear();
    }
    const answer = this.#readHead(service, environment).catch(error => {
      this.#warn(service, environment, error);
      return {
        problem: createReason('CatalogBehind', {
          environment,
          pullRequest: promotion.pullRequest?.number ?? 0,
        }),
      };
    });
    this.#answers.set(key, { askedAt: now, answer });
    return answer;
  }

  #warn({ entityRef }: ResolvedService, environment: string, error: unknown) {
    this.#logger.warn(
      `What Git names for ${environment} of ${entityRef} could not be read: ${stringifyError(
        error,
      )}`,
    );
  }

  async #readHead(
    service: ResolvedService,
    environment: string,
  ): Promise<GitFacts> {
    const asOf = new Date().toISOString();
    const read = async () => {
      const location = await this.#hosts.resolve(sourceUrlOf(service));
      const head = await location.reader.head(location.branch);
      return readReleaseAt(this.#releaseFile, location, environment, head);
    };
    const release = await within(read(), TIMEOUT_MS);
    return release
      ? { release, asOf }
      : {
          problem: createReason('GitReleaseUnknown', { environment }),
          asOf,
        };
  }
}
