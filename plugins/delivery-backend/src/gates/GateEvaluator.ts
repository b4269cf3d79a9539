import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  createReason,
  GateResult,
  isHolding,
  isReasonCode,
} from '@stonegarden/backstage-plugin-delivery-common';
import type {
  Gate,
  GateAnswer,
  GateFacts,
} from '@stonegarden/backstage-plugin-delivery-node';

/** A person waits for the answers. */
const TIMEOUT_MS = 10_000;

const STATUSES: Record<GateAnswer['status'], true> = {
  passed: true,
  failed: true,
  pending: true,
  unknown: true,
  skipped: true,
};

function isAnswer(answer: GateAnswer | undefined): answer is GateAnswer {
  return (
    answer !== undefined &&
    Object.hasOwn(STATUSES, answer.status) &&
    typeof answer.reason?.message === 'string' &&
    isReasonCode(answer.reason.code)
  );
}

/** Whether a reason that somebody gives is enough, in place of what the gate asks for. */
function yieldsToReason(
  { yieldsToReason: yields }: Gate,
  answer: GateAnswer,
  facts: GateFacts,
): boolean {
  const { status } = answer;
  if (facts.rollback) {
    return status !== 'passed' && status !== 'skipped';
  }
  return typeof yields === 'function'
    ? (status === 'failed' || status === 'unknown') && yields(facts, answer)
    : status === 'failed' && yields === true;
}

/** Asks all gates at once. One that fails, or takes too long, is `unknown` and leaves the others alone. */
export class GateEvaluator {
  readonly #gates: readonly Gate[];
  readonly #logger: LoggerService;
  readonly #timeoutMs: number;

  constructor(options: {
    gates: readonly Gate[];
    logger: LoggerService;
    timeoutMs?: number;
  }) {
    this.#gates = options.gates;
    this.#logger = options.logger;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** The answers in the order of the gates. On the way back, only of those that concern it. */
  evaluate(facts: GateFacts): Promise<GateResult[]> {
    const concerned = this.#gates.filter(
      ({ appliesTo }) => !facts.rollback || appliesTo === 'both',
    );
    return Promise.all(
      concerned.map(async gate => {
        const answer = await this.#ask(gate, facts);
        return {
          id: gate.id,
          title: this.#title(gate, facts),
          ...answer,
          ...(yieldsToReason(gate, answer, facts)
            ? { yieldsToReason: true as const }
            : {}),
          // A rollback is not held up: it asks for a reason.
          ...(gate.overridable && !facts.rollback && isHolding(answer.status)
            ? { overridable: true as const }
            : {}),
        };
      }),
    );
  }

  #title(gate: Gate, facts: GateFacts): string {
    try {
      return gate.title(structuredClone(facts));
    } catch (error) {
      this.#warn(gate, error);
      return gate.id;
    }
  }

  async #ask(gate: Gate, facts: GateFacts): Promise<GateAnswer> {
    const abort = new AbortController();
    const { signal } = abort;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<GateAnswer>(resolve => {
      timer = setTimeout(
        () =>
          resolve({
            status: 'unknown',
            reason: createReason('GateTimedOut', {
              gate: gate.id,
              seconds: this.#timeoutMs / 1000,
            }),
          }),
        this.#timeoutMs,
      );
    });
    // Each gate gets facts of its own, so that none can change what another sees.
    const evaluation = async () =>
      gate.evaluate(structuredClone(facts), { signal });
    try {
      const answer = await Promise.race([evaluation(), timeout]);
      if (isAnswer(answer)) {
        return { status: answer.status, reason: answer.reason };
      }
      throw new TypeError('its answer has no known status or reason');
    } catch (error) {
      this.#warn(gate, error);
      return {
        status: 'unknown',
        reason: createReason('GateBroken', { gate: gate.id }),
      };
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  #warn(gate: Gate, error: unknown): void {
    this.#logger.warn(`The gate ${gate.id} failed: ${stringifyError(error)}`);
  }
}
