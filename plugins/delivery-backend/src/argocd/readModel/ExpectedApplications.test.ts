import { ArgocdResponseError } from '../client/argocdErrors';
import { ApplicationIndex } from './ApplicationIndex';
import { application } from '../../__testUtils__/application';
import { ExpectedApplications } from './ExpectedApplications';
import { toApplicationRecord } from './toApplicationRecord';

const MINUTE_MS = 60_000;
const FORBIDDEN = new ArgocdResponseError({
  status: 403,
  code: 7,
  detail: 'permission denied',
});
const NOT_FOUND = new ArgocdResponseError({
  status: 404,
  code: 5,
  detail: 'not found',
});

describe('ExpectedApplications', () => {
  let now: number;
  let index: ApplicationIndex;
  let answer: unknown;
  let beforeAnswer: () => void;
  let asked: string[];
  let found: unknown[];
  let proofs: string[];
  let expectations: ExpectedApplications;

  beforeEach(() => {
    now = Date.parse('2026-01-01T12:00:00Z');
    index = new ApplicationIndex();
    answer = NOT_FOUND;
    beforeAnswer = () => {};
    asked = [];
    found = [];
    proofs = [];
    expectations = new ExpectedApplications({
      api: {
        get: async ({ name }) => {
          asked.push(name);
          beforeAnswer();
          if (answer instanceof Error) {
            throw answer;
          }
          return answer;
        },
        canGet: async () => false,
      },
      index,
      signal: new AbortController().signal,
      repeatMs: 5 * MINUTE_MS,
      firstBackOffMs: 1_000,
      onFound: each => found.push(each),
      onProof: service => proofs.push(service),
      now: () => new Date(now),
    });
  });

  const expectShop = async (environment = 'dev', isCertain = true) => {
    expectations.expect({
      service: 'shop',
      environment,
      key: { name: `shop-${environment}`, project: 'team-product' },
      isCertain,
    });
    await expectations.idle();
  };
  const shopDev = () => {
    const record = toApplicationRecord('homelab', application('shop', 'dev'));
    if (!record) {
      throw new Error('not an Application of this suite');
    }
    return record;
  };

  it('keeps the proof of what is not there, and tells it once', async () => {
    await expectShop();
    expect(expectations.proof('shop', 'dev')).toEqual({
      kind: 'absent',
      key: { name: 'shop-dev', project: 'team-product' },
      at: '2026-01-01T12:00:00.000Z',
    });
    now += 5 * MINUTE_MS;
    await expectShop();
    expect(asked).toHaveLength(2);
    expect(proofs).toEqual(['shop']);

    answer = FORBIDDEN;
    now += 5 * MINUTE_MS;
    await expectShop();
    expect(expectations.proof('shop', 'dev')).toMatchObject({
      kind: 'forbidden',
      right: 'applications, get, team-product/shop-dev',
    });
    answer = new ArgocdResponseError({ status: 502, detail: 'Bad Gateway' });
    now += 5 * MINUTE_MS;
    await expectShop();
    expect(expectations.proof('shop', 'dev')).toBeUndefined();
    expect(proofs).toEqual(['shop', 'shop', 'shop']);
  });

  it('asks for the same at most once in the time between two lists, and anew on a new connection', async () => {
    await expectShop();
    now += 5 * MINUTE_MS - 1;
    await expectShop();
    expect(asked).toEqual(['shop-dev']);
    await expectShop('staging');
    expectations.reset();
    await expectShop();
    expect(asked).toEqual(['shop-dev', 'shop-staging', 'shop-dev']);
  });

  it('proves nothing by a guess, nor of an environment that another Application is known of', async () => {
    await expectShop('staging', false);
    index.set(shopDev());
    await expectShop('dev');
    expect(asked).toHaveLength(2);
    expect(proofs).toEqual([]);
    expect(expectations.proof('shop', 'staging')).toBeUndefined();
    expect(expectations.proof('shop', 'dev')).toBeUndefined();
  });

  it('hands over what it found', async () => {
    answer = application('shop', 'dev');
    await expectShop();
    expect(found).toEqual([answer]);
    expect(proofs).toEqual([]);
  });

  it('does not hand over what was deleted while it was asked for, and asks again', async () => {
    answer = application('shop', 'dev');
    beforeAnswer = () => {
      index.set(shopDev());
      expectations.gone(shopDev(), index.delete(shopDev()));
    };
    await expectShop();
    expect(found).toEqual([]);
    expect(expectations.proof('shop', 'dev')?.kind).toBe('absent');
    // Nothing was known of it: the event changes nothing, and is still later than the question.
    beforeAnswer = () => expectations.gone(shopDev(), []);
    await expectShop();
    expect(found).toEqual([]);
    // Deleted before it was asked for, or another one.
    expectations.gone(shopDev(), []);
    beforeAnswer = () =>
      expectations.gone({ namespace: 'argocd', name: 'cart-dev' }, []);
    await expectShop();
    expect(asked).toHaveLength(3);
    expect(found).toEqual([answer]);
  });

  it('waits longer and longer while nothing answers, whoever asks', async () => {
    answer = new TypeError('fetch failed');
    for (let second = 0; second < 60; second += 1) {
      await expectShop();
      await expectShop('staging');
      now += 1_000;
    }
    // After 0, 1, 3, 7, 15 and 31 s
    expect(asked).toHaveLength(6);
    expect(expectations.proof('shop', 'dev')).toBeUndefined();

    answer = NOT_FOUND;
    now += MINUTE_MS;
    await expectShop();
    expect(expectations.proof('shop', 'dev')?.kind).toBe('absent');
    await expectShop('staging');
    expect(asked).toHaveLength(8);
  });

  it('takes what Argo CD deleted for absent, until it is there again', () => {
    const changes = index.set(shopDev());
    const gone = index.delete(shopDev());
    expectations.gone(shopDev(), gone);
    expect(expectations.proof('shop', 'dev')).toEqual({
      kind: 'absent',
      key: { name: 'shop-dev', namespace: 'argocd', project: 'team-product' },
      at: '2026-01-01T12:00:00.000Z',
    });
    expectations.present(changes);
    expect(expectations.proof('shop', 'dev')).toBeUndefined();
  });
});
