import { MAX_EVENTS } from '@stonegarden/backstage-plugin-delivery-common';
import { recording } from '../__testUtils__/fixtures';
import { toEvents } from './toEvents';

const AS_OF = '2026-11-29T00:20:00.000Z';

describe('toEvents', () => {
  it('tells what was recorded, newest first and each once', () => {
    const list = recording('events-application');
    const { items, total } = toEvents([list, list], AS_OF);
    expect(total).toBe(list.items.length);
    const times = items.map(({ lastAt = '' }) => lastAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(items.at(-1)).toEqual({
      type: 'Normal',
      reason: 'ResourceUpdated',
      message: expect.stringMatching(/^Updated (?:sync|health) status/),
      count: 1,
      firstAt: '2026-11-29T00:13:09Z',
      lastAt: '2026-11-29T00:13:09Z',
      about: {
        group: 'argoproj.io',
        kind: 'Application',
        namespace: 'argocd',
        name: 'audiobookshelf-canary',
      },
    });
  });

  it('reads events of a series, and leaves out what is none', () => {
    const { items } = toEvents(
      [
        {
          items: [
            {
              involvedObject: { apiVersion: 'v1', kind: 'Pod', name: 'a' },
              type: 'Warning',
              message: 'dial tcp 10.0.0.7:443',
              eventTime: '2026-01-01T00:00:00Z',
              series: { count: 7, lastObservedTime: '2026-01-01T01:00:00Z' },
              lastTimestamp: null,
            },
            { involvedObject: {} },
            null,
          ],
        },
      ],
      AS_OF,
    );
    expect(items).toEqual([
      {
        type: 'Warning',
        reason: '',
        message: 'dial tcp …',
        count: 7,
        firstAt: '2026-01-01T00:00:00Z',
        lastAt: '2026-01-01T01:00:00Z',
        about: { kind: 'Pod', name: 'a' },
      },
    ]);
  });

  it('keeps its bound, and does not take rubbish for silence', () => {
    const many = Array.from({ length: MAX_EVENTS + 1 }, (_, index) => ({
      metadata: { uid: String(index) },
      involvedObject: { kind: 'Pod', name: 'a' },
    }));
    const { items, total } = toEvents([{ items: many }], AS_OF);
    expect([items.length, total]).toEqual([MAX_EVENTS, MAX_EVENTS + 1]);
    expect(toEvents([{ items: null }], AS_OF).total).toBe(0);
    expect(() => toEvents(['x'], AS_OF)).toThrow('malformed');
  });
});
