import { rolloutProgress } from '../__testUtils__/canary';
import { placeSteps, stepColumns } from './canarySteps';

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

describe('stepColumns', () => {
  it.each([
    [3, 4, 3],
    [4, 4, 4],
    [5, 4, 3],
    [6, 4, 3],
    [9, 4, 3],
    [10, 8, 5],
  ])(
    'puts %i steps where %i have room into %i columns',
    (count, room, columns) => {
      expect(stepColumns(count, room)).toBe(columns);
    },
  );
});
