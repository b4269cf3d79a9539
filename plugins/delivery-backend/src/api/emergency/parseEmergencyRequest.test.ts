import { parseRolloutActionRequest } from './parseEmergencyRequest';

const podHash = '6d6fd7d89d';

describe('parseRolloutActionRequest', () => {
  it.each(['abort', 'retry'])('takes %s as it is', action => {
    expect(parseRolloutActionRequest({ action })).toEqual({ action });
    const seen = { action, step: 1, podHash };
    expect(parseRolloutActionRequest(seen)).toEqual(seen);
  });

  it.each(['resume', 'skip-current-step', 'promote-full'])(
    'asks which version was seen, and at which step, for %s',
    action => {
      const request = { action, step: 1, podHash };
      expect(parseRolloutActionRequest(request)).toEqual(request);
      for (const missing of ['step', 'podHash']) {
        expect(() =>
          parseRolloutActionRequest({ ...request, [missing]: undefined }),
        ).toThrow(missing);
      }
    },
  );

  it.each(['', 'A', 'a/b', 'a'.repeat(64), 1])(
    'takes %j for no pod hash',
    wrong => {
      expect(() =>
        parseRolloutActionRequest({ action: 'abort', podHash: wrong }),
      ).toThrow('podHash');
    },
  );
});
