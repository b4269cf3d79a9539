import { NotAllowedError } from '@backstage/errors';
import {
  deliveryLineStopPermission,
  type Line,
  type LineStopRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { Authorizer } from '../Authorizer';
import type { Caller } from '../DeliveryApi';
import type { LineApi } from './LineApi';

const STOP = deliveryLineStopPermission;

/** Everybody may know that promotions are stopped, and why; who stops them needs a permission, which no token from outside has. */
export class AuthorizedLine implements LineApi {
  readonly #inner: LineApi;
  readonly #authorizer: Pick<
    Authorizer,
    'allows' | 'refuseTokens' | 'requireKnown'
  >;

  constructor(
    inner: LineApi,
    options: {
      authorizer: Pick<Authorizer, 'allows' | 'refuseTokens' | 'requireKnown'>;
    },
  ) {
    this.#inner = inner;
    this.#authorizer = options.authorizer;
  }

  async read(caller: Caller): Promise<Line> {
    this.#authorizer.requireKnown(caller.credentials);
    const [line, mayStop] = await Promise.all([
      this.#inner.read(caller),
      this.#authorizer.allows(caller.credentials, STOP),
    ]);
    return { ...line, mayStop };
  }

  async stop(request: LineStopRequest, caller: Caller) {
    await this.#require(caller, 'stop promotions');
    return this.#inner.stop(request, caller);
  }

  async resume(caller: Caller) {
    await this.#require(caller, 'resume promotions');
    return this.#inner.resume(caller);
  }

  async #require({ credentials }: Caller, what: string): Promise<void> {
    this.#authorizer.refuseTokens(credentials, what);
    if (!(await this.#authorizer.allows(credentials, STOP))) {
      throw new NotAllowedError(
        `The permission ${STOP.name} is needed to ${what}. Ask the operators of the portal, or whoever keeps the permission policy.`,
      );
    }
  }
}
