import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createReason,
  InstanceStatus,
  isSameReason,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { failureReason } from '../client/argocdErrors';

/** Whether one Argo CD answers, since when it does not, and why. */
export class ContactStatus {
  readonly #name: string;
  readonly #logger: LoggerService;
  readonly #onChange: () => void;
  readonly #now: () => Date;
  #reachable = false;
  #lastContact: Date | undefined;
  #lastHeard: Date | undefined;
  #unreachableSince: Date | undefined;
  #reason: Reason = createReason('ArgocdNotContacted', {});

  constructor(options: {
    name: string;
    logger: LoggerService;
    /** It started or stopped answering. */
    onChange: () => void;
    now: () => Date;
  }) {
    this.#name = options.name;
    this.#logger = options.logger;
    this.#onChange = options.onChange;
    this.#now = options.now;
    this.#unreachableSince = options.now();
  }

  get value(): InstanceStatus {
    return {
      name: this.#name,
      reachable: this.#reachable,
      ...(this.#lastContact
        ? { lastContact: this.#lastContact.toISOString() }
        : {}),
      ...(this.#reachable
        ? {}
        : {
            unreachableSince: this.#unreachableSince?.toISOString(),
            reason: this.#reason,
          }),
    };
  }

  /** It is there, which says nothing about what is known of its Applications. */
  heard(): void {
    this.#lastHeard = this.#now();
  }

  /** It tells of its Applications. */
  alive(): void {
    this.heard();
    this.#lastContact = this.#lastHeard;
    if (!this.#reachable) {
      this.#reachable = true;
      this.#unreachableSince = undefined;
      this.#logger.info(`Argo CD ${this.#name} answers`);
      this.#onChange();
    }
  }

  lost(error: unknown): void {
    const reason = failureReason(error);
    if (this.#reachable || !isSameReason(reason, this.#reason)) {
      this.#logger.warn(
        `Argo CD ${this.#name} does not answer. ${reason.message}`,
      );
      this.#unreachableSince = this.#reachable
        ? this.#lastHeard
        : this.#unreachableSince;
      this.#reachable = false;
      this.#reason = reason;
      this.#onChange();
    }
  }
}
