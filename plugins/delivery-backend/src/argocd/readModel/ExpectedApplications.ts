import { RecentMap } from '../../collections/RecentMap';
import type { ApplicationKey, ArgocdApi } from '../client/ArgocdApi';
import type { ApplicationChange, ApplicationIndex } from './ApplicationIndex';
import type { ApplicationRecord } from './ApplicationRecord';
import { askPresence, PresenceAnswer } from './askPresence';
import { BackgroundQueue } from './BackgroundQueue';
import { AbsenceProof, ProvenAbsences } from './ProvenAbsences';

/** An Application that should be there for an environment, where nothing is known of it. */
export interface ExpectedApplication {
  service: string;
  environment: string;
  key: ApplicationKey;
  /** Whether the key is known, and not guessed: what is not found by a guess may be there under another name or project. */
  isCertain: boolean;
}

/** Environments without an Application that wait to be asked for. */
const MAX_WAITING = 1_000;
/** Applications whose last question is remembered. */
const MAX_ASKED = 10_000;

/** Asks one Argo CD for Applications that nothing is known of, and keeps what is proven not to be there. */
export class ExpectedApplications {
  readonly #api: Pick<ArgocdApi, 'get' | 'canGet'>;
  readonly #index: Pick<ApplicationIndex, 'find'>;
  readonly #signal: AbortSignal;
  readonly #repeatMs: number;
  readonly #firstBackOffMs: number;
  readonly #onFound: (application: unknown) => void;
  readonly #onProof: (service: string) => void;
  readonly #now: () => Date;
  readonly #absences = new ProvenAbsences();
  /** When each was asked for last. */
  readonly #askedAt = new RecentMap<number>(MAX_ASKED);
  readonly #queue: BackgroundQueue<ExpectedApplication>;
  /** What is asked for now: one at a time. */
  #question: { key: ApplicationKey; wasDeleted: boolean } | undefined;
  #failures = 0;
  #notBefore = 0;

  constructor(options: {
    api: Pick<ArgocdApi, 'get' | 'canGet'>;
    index: Pick<ApplicationIndex, 'find'>;
    signal: AbortSignal;
    /** The same Application is not asked for again before this. */
    repeatMs: number;
    /** Without an answer nothing is asked for this long; doubles up to `repeatMs`. */
    firstBackOffMs: number;
    /** Not called for one that was deleted while it was asked for. */
    onFound: (application: unknown) => void;
    /** It was proven that an Application of a service is not there, or may not be seen, or that is no longer known. */
    onProof: (service: string) => void;
    now: () => Date;
  }) {
    this.#api = options.api;
    this.#index = options.index;
    this.#signal = options.signal;
    this.#repeatMs = options.repeatMs;
    this.#firstBackOffMs = options.firstBackOffMs;
    this.#onFound = options.onFound;
    this.#onProof = options.onProof;
    this.#now = options.now;
    this.#queue = new BackgroundQueue({
      maxWaiting: MAX_WAITING,
      signal: options.signal,
      work: expected => this.#ask(expected),
    });
  }

  /** Asks in the background, where that was not done lately. */
  expect(expected: ExpectedApplication): void {
    const id = idOf(expected);
    const now = this.#now().getTime();
    const askedAt = this.#askedAt.get(id);
    const wasAsked = askedAt !== undefined && now - askedAt < this.#repeatMs;
    if (!wasAsked && now >= this.#notBefore && this.#queue.add(id, expected)) {
      this.#askedAt.set(id, now);
    }
  }

  /** The connection is a new one: whatever was asked before may be answered differently. */
  reset(): void {
    this.#askedAt.clear();
    this.#failures = 0;
    this.#notBefore = 0;
  }

  /** Proof that the service has no Application for the environment; undefined where nothing is proven. */
  proof(service: string, environment: string): AbsenceProof | undefined {
    return this.#absences.get(service, environment);
  }

  /** What is there now is no longer proven to be absent. */
  present(changes: ApplicationChange[]): void {
    for (const { after } of changes) {
      if (after) {
        this.#absences.delete(after.service, after.environment);
      }
    }
  }

  /** Argo CD said itself that this Application is gone: `changes` are what that changed, nothing where it was not known. */
  gone(
    deleted: Pick<ApplicationRecord, 'namespace' | 'name'>,
    changes: ApplicationChange[],
  ): void {
    const question = this.#question;
    if (
      question?.key.name === deleted.name &&
      (question.key.namespace ?? deleted.namespace) === deleted.namespace
    ) {
      question.wasDeleted = true;
    }
    const at = this.#now().toISOString();
    for (const { before } of changes) {
      if (before && !this.#knows(before)) {
        const { service, environment, name, namespace, project } = before;
        this.#absences.set(service, environment, {
          kind: 'absent',
          key: { name, namespace, project },
          at,
        });
      }
    }
  }

  /** Resolves when nothing is asked for any more. */
  async idle(): Promise<void> {
    await this.#queue.idle();
  }

  async #ask(expected: ExpectedApplication): Promise<void> {
    let answer: PresenceAnswer;
    const question = { key: expected.key, wasDeleted: false };
    this.#question = question;
    try {
      answer = await askPresence(this.#api, expected.key, this.#signal);
    } catch {
      // It does not answer: what waits is asked for again when somebody wants to know.
      this.#queue.clear();
      this.#askedAt.clear();
      this.#notBefore =
        this.#now().getTime() +
        Math.min(this.#firstBackOffMs * 2 ** this.#failures, this.#repeatMs);
      this.#failures += 1;
      return;
    } finally {
      this.#question = undefined;
    }
    this.#failures = 0;
    if (answer.kind === 'present') {
      if (question.wasDeleted) {
        // The answer may be of the time before. Where it is there again, an event tells, or the next answer.
        this.#askedAt.delete(idOf(expected));
      } else {
        this.#onFound(answer.application);
      }
    } else if (expected.isCertain && !this.#knows(expected)) {
      this.#prove(expected, answer);
    }
  }

  #knows(of: { service: string; environment: string }): boolean {
    return this.#index
      .find(of.service)
      .some(({ environment }) => environment === of.environment);
  }

  #prove(
    { service, environment, key }: ExpectedApplication,
    answer: Exclude<PresenceAnswer, { kind: 'present' }>,
  ): void {
    const at = this.#now().toISOString();
    const isNews =
      answer.kind === 'unknown'
        ? this.#absences.delete(service, environment)
        : this.#absences.set(service, environment, { ...answer, key, at });
    if (isNews) {
      this.#onProof(service);
    }
  }
}

function idOf({ key }: ExpectedApplication): string {
  return `${key.namespace ?? ''}/${key.name}/${key.project}`;
}
