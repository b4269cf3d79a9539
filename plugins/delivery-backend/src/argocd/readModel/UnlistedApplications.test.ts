import { application } from '../../__testUtils__/application';
import { ArgocdResponseError } from '../client/argocdErrors';
import type { ApplicationRecord } from './ApplicationRecord';
import { toApplicationRecord } from './toApplicationRecord';
import { UnlistedApplications } from './UnlistedApplications';

const recordsOf = (count: number): ApplicationRecord[] =>
  Array.from({ length: count }, (_, index) =>
    toApplicationRecord('homelab', application(`service-${index}`, 'dev')),
  ).flatMap(record => record ?? []);

describe('UnlistedApplications', () => {
  const asked: string[] = [];
  let get: () => Promise<unknown>;
  const answers = new Map<string, string>();
  let unlisted: UnlistedApplications;

  beforeEach(() => {
    asked.length = 0;
    answers.clear();
    get = async () => {
      throw new ArgocdResponseError({ status: 403, code: 7, detail: 'no' });
    };
    unlisted = new UnlistedApplications({
      api: {
        get: async ({ name }) => {
          asked.push(name);
          return get();
        },
        canGet: async () => false,
      },
      signal: new AbortController().signal,
      onAnswer: ({ name }, { kind }) => answers.set(name, kind),
    });
  });

  it('gives each its turn, however many stay unlisted', async () => {
    const records = recordsOf(250);
    for (let list = 1; list <= 3; list += 1) {
      unlisted.verify(records);
      await unlisted.idle();
      expect(asked).toHaveLength(100 * list);
    }
    expect(answers.size).toBe(250);
    expect(new Set(answers.values())).toEqual(new Set(['forbidden']));
  });

  it('ends when some are there after all: the next list will have more', async () => {
    get = async () => ({});
    unlisted.verify(recordsOf(10));
    await unlisted.idle();
    expect(asked).toHaveLength(3);
    unlisted.verify(recordsOf(10));
    await unlisted.idle();
    expect(asked).toHaveLength(6);
  });

  it('ends when nothing answers, and goes on after the next list', async () => {
    get = async () => {
      throw new TypeError('fetch failed');
    };
    unlisted.verify(recordsOf(10));
    await unlisted.idle();
    expect(asked).toEqual(['service-0-dev']);
    expect(answers.size).toBe(0);
    unlisted.verify(recordsOf(10));
    await unlisted.idle();
    expect(asked).toEqual(['service-0-dev', 'service-1-dev']);
  });

  it('asks for one at a time, of the newest list only', async () => {
    const finish: Array<() => void> = [];
    get = () =>
      new Promise((_resolve, reject) => {
        finish.push(() => reject(new TypeError('fetch failed')));
      });
    unlisted.verify(recordsOf(3));
    await new Promise(setImmediate);
    unlisted.verify(recordsOf(3).slice(2));
    await new Promise(setImmediate);
    expect(asked).toEqual(['service-0-dev']);
  });
});
