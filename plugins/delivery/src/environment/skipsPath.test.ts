import type {
  EnvironmentStatus,
  Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { environment, promotion } from '../__testUtils__/delivery';
import { environmentHistory, rollback } from '../__testUtils__/rollback';
import { skipsPath } from './skipsPath';

const NAME = 'ghcr.io/advplyr/audiobookshelf';
const release = (tag: string): Release => ({ images: [{ name: NAME, tag }] });
const stop = (
  name: string,
  runs: string,
  overrides: Partial<EnvironmentStatus> = {},
) => environment(name, { release: release(runs), ...overrides });

/** Git names 3 for production, which runs 1; staging runs 2. */
const PAST = {
  environment: stop('production', '1', { git: { release: release('3') } }),
  before: stop('staging', '2'),
};
const merged = (tag: string, mergedAt?: string) =>
  promotion({ release: release(tag), mergedAt });
const transition = (known: ReturnType<typeof promotion>) => ({
  from: 'staging',
  to: 'production',
  state: 'under-way' as const,
  changes: [],
  promotion: known,
});
const ran = (tag: string) => ({
  ...environmentHistory().current!,
  release: release(tag),
});

describe('skipsPath', () => {
  it('says so where nothing brought the Release by the path', () => {
    expect(skipsPath(PAST)).toBe(true);
    expect(
      skipsPath({ ...PAST, transition: transition(merged('2', 'then')) }),
    ).toBe(true);
    // A pull request that was not merged brought nothing to Git.
    expect(skipsPath({ ...PAST, transition: transition(merged('3')) })).toBe(
      true,
    );
  });

  it.each<[string, Parameters<typeof skipsPath>[0]]>([
    [
      'the environment before runs it',
      { ...PAST, before: stop('staging', '3') },
    ],
    [
      'Git names it there too',
      {
        ...PAST,
        before: stop('staging', '2', { git: { release: release('3') } }),
      },
    ],
    [
      'a promotion brought it',
      { ...PAST, transition: transition(merged('3', 'then')) },
    ],
    [
      'a rollback brought it',
      {
        ...PAST,
        histories: {
          own: environmentHistory({
            rollback: rollback({ release: release('3'), mergedAt: 'then' }),
          }),
        },
      },
    ],
    [
      'the environment before ran it',
      {
        ...PAST,
        histories: { before: environmentHistory({ previous: ran('3') }) },
      },
    ],
    [
      'it ran here before',
      {
        ...PAST,
        histories: { own: environmentHistory({ previous: ran('3') }) },
      },
    ],
    [
      'it runs here already',
      {
        ...PAST,
        environment: stop('production', '3', {
          git: { release: release('3') },
        }),
      },
    ],
    ['it is the first', { environment: PAST.environment }],
    [
      'Git does not say what it names',
      { ...PAST, environment: stop('production', '1') },
    ],
    [
      'the one before may not be seen',
      { ...PAST, before: stop('staging', '2', { forbidden: true }) },
    ],
    [
      'it is not known what the one before runs',
      { ...PAST, before: environment('staging', { release: undefined }) },
    ],
    [
      'two versions run before',
      { ...PAST, before: stop('staging', '2', { mixed: true }) },
    ],
  ])('does not say so where %s', (_, known) => {
    expect(skipsPath(known)).toBe(false);
  });
});
