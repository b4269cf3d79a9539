import { rolloutProgress } from '../__testUtils__/canary';
import { placeSteps } from './canarySteps';

const places = (overrides: Parameters<typeof rolloutProgress>[0]) =>
  placeSteps(rolloutProgress(overrides)).map(({ place }) => place);

describe('placeSteps', () => {
  it('says what is done, where it stands and what is to come, to the end that all have', () => {
    expect(places({ step: 1 })).toEqual([
      'done',
      'current',
      'coming',
      'coming',
      'coming',
      'coming',
    ]);
    expect(placeSteps(rolloutProgress()).at(-1)?.step).toEqual({
      type: 'weight',
      weight: 100,
    });
    expect(places({ step: 5 })).toEqual([...Array(5).fill('done'), 'current']);
  });

  it('adds no end to steps that say it', () => {
    expect(
      placeSteps({
        phase: 'Progressing',
        step: 0,
        steps: [{ type: 'weight', weight: 100 }],
      }),
    ).toHaveLength(1);
  });

  it.each([{ phase: 'Aborted', step: 0 } as const, { step: undefined }])(
    'stands nowhere with %j',
    overrides => {
      expect(new Set(places(overrides))).toEqual(new Set(['coming']));
    },
  );
});
