import { ServiceUnavailableError } from '@backstage/errors';
import type {
  GitHosts,
  GitLocation,
} from '@stonegarden/backstage-plugin-delivery-node';
import type { ArgocdApi } from '../../argocd/client/ArgocdApi';
import type { Random } from './Random';

/** How often each thing goes wrong, from 0 to 1 for each call. */
export interface FaultRates {
  /** The backend is killed before or after the call. */
  kill: number;
  /** The host did it, and the answer is lost. */
  loseAnswer: number;
  /** The host did nothing, and there is no answer. */
  fail: number;
  /** Somebody else does something just before the call. */
  interfere: number;
}

export const NO_FAULTS: FaultRates = {
  kill: 0,
  loseAnswer: 0,
  fail: 0,
  interfere: 0,
};

/** What a backend that was killed gets instead of an answer: nothing that it does from then on has an effect. */
export class KilledError extends Error {
  name = 'KilledError';
}

type Kind = 'git' | 'argocd' | 'store';

const NO_ANSWER = {
  git: () => new ServiceUnavailableError('The Git host does not answer.'),
  argocd: () => new TypeError('fetch failed'),
};

/** Stands between one backend and the world. */
export class FaultLayer {
  killed = false;
  readonly #random: Random;
  readonly #rates: () => FaultRates;
  readonly #interfere: () => void;
  readonly #log: (line: string) => void;

  constructor(options: {
    random: Random;
    rates(): FaultRates;
    interfere(): void;
    log(line: string): void;
  }) {
    this.#random = options.random;
    this.#rates = options.rates;
    this.#interfere = options.interfere;
    this.#log = options.log;
  }

  hosts(inner: GitHosts): GitHosts {
    return {
      pullRequestEvents: inner.pullRequestEvents,
      resolve: async (url): Promise<GitLocation> => {
        const location = await inner.resolve(url);
        return {
          ...location,
          reader: this.#wrap('git', location.reader),
          pullRequests: this.#wrap('git', location.pullRequests),
        };
      },
    };
  }

  store<T extends object>(inner: T): T {
    return this.#wrap('store', inner);
  }

  argocd(inner: ArgocdApi): ArgocdApi {
    return this.#wrap('argocd', inner);
  }

  #wrap<T extends object>(kind: Kind, target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const value = Reflect.get(target, name);
        if (name === 'onDemand') {
          return this.#wrap(kind, value as object);
        }
        return typeof value === 'function'
          ? (...args: unknown[]) =>
              this.#call(kind, String(name), () => value.apply(target, args))
          : value;
      },
    });
  }

  async #call(
    kind: Kind,
    name: string,
    call: () => Promise<unknown>,
  ): Promise<unknown> {
    const rates = this.#rates();
    this.#mayDie(rates.kill / 2, `before ${name}`);
    if (kind !== 'store') {
      if (this.#random.chance(rates.interfere)) {
        this.#interfere();
      }
      if (this.#random.chance(rates.fail)) {
        this.#log(`${name} fails`);
        throw NO_ANSWER[kind]();
      }
    }
    const answer = await call();
    this.#mayDie(rates.kill / 2, `after ${name}`);
    if (kind !== 'store' && this.#random.chance(rates.loseAnswer)) {
      this.#log(`the answer of ${name} is lost`);
      throw NO_ANSWER[kind]();
    }
    return answer;
  }

  #mayDie(probability: number, when: string): void {
    if (!this.killed && this.#random.chance(probability)) {
      this.#log(`killed ${when}`);
      this.killed = true;
    }
    if (this.killed) {
      throw new KilledError('The backend was killed.');
    }
  }
}
