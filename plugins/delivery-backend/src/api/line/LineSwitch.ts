import type { AuthService } from '@backstage/backend-plugin-api';
import type {
  Line,
  LineStopRequest,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { LineStore } from '../../line/LineStore';
import type { Caller } from '../DeliveryApi';
import { requesterOf } from '../findRequester';
import type { LineApi } from './LineApi';

/** Stops the line and lets it go on, without asking who may. */
export class LineSwitch implements LineApi {
  readonly #auth: AuthService;
  readonly #store: LineStore;
  readonly #onChange: () => void;

  constructor(options: {
    auth: AuthService;
    store: LineStore;
    /** Called when it was stopped, and when it goes on. */
    onChange(): void;
  }) {
    this.#auth = options.auth;
    this.#store = options.store;
    this.#onChange = options.onChange;
  }

  async read(): Promise<Line> {
    const stop = await this.#store.current();
    return { ...(stop ? { stop } : {}), mayStop: true };
  }

  stop({ reason }: LineStopRequest, caller: Caller) {
    return this.#change(() =>
      this.#store.stop({ reason, by: this.#by(caller) }),
    );
  }

  resume(caller: Caller) {
    return this.#change(() => this.#store.resume({ by: this.#by(caller) }));
  }

  async #change(action: () => Promise<boolean>) {
    const changed = await action();
    if (changed) {
      this.#onChange();
    }
    return { line: await this.read(), changed };
  }

  #by(caller: Caller): string {
    return requesterOf(caller, { auth: this.#auth }).ref;
  }
}
