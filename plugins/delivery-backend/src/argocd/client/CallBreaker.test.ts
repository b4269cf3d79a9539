import { ArgocdNotAnsweringError, failureReason } from './argocdErrors';
import { CallBreaker } from './CallBreaker';

describe('CallBreaker', () => {
  let now: number;
  let breaker: CallBreaker;
  const timeout = Object.assign(new Error('late'), { name: 'TimeoutError' });
  const refused = () => {
    try {
      breaker.admit();
      return undefined;
    } catch (error) {
      return error;
    }
  };
  beforeEach(() => {
    now = Date.parse('2026-06-16T12:00:00Z');
    breaker = new CallBreaker({ now: () => now });
  });

  it('fails at once after five failures in a row, and says since when and why', () => {
    for (let i = 0; i < 4; i += 1) {
      breaker.failed(timeout);
      now += 1_000;
    }
    expect(refused()).toBeUndefined();
    breaker.failed(timeout);
    const error = refused();
    expect(error).toBeInstanceOf(ArgocdNotAnsweringError);
    expect((error as ArgocdNotAnsweringError).since.toISOString()).toBe(
      '2026-06-16T12:00:00.000Z',
    );
    expect(failureReason(error).code).toBe('ArgocdTimedOut');
  });

  it('counts failures in a row only', () => {
    for (let i = 0; i < 12; i += 1) {
      breaker.failed(timeout);
      if (i % 4 === 3) {
        breaker.answered();
      }
    }
    expect(refused()).toBeUndefined();
  });

  it('lets one call through after the pause, whose outcome decides', () => {
    for (let i = 0; i < 5; i += 1) {
      breaker.failed(timeout);
    }
    now += 10_000;
    expect(refused()).toBeUndefined();
    expect(refused()).toBeDefined();
    breaker.failed(timeout);
    expect(refused()).toBeDefined();
    now += 10_000;
    expect(refused()).toBeUndefined();
    breaker.answered();
    expect(refused()).toBeUndefined();
    expect(refused()).toBeUndefined();
  });
});
