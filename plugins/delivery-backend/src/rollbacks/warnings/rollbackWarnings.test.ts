import { parseImage } from '@stonegarden/backstage-plugin-delivery-common';
import type { RollbackWarningFacts } from './RollbackWarningFacts';
import { rollbackWarnings } from './rollbackWarnings';

const release = (...images: string[]) => ({ images: images.map(parseImage) });
const file = 'kubernetes/services/shop/service.yaml';

const facts = (
  overrides: Partial<RollbackWarningFacts>,
): RollbackWarningFacts => ({
  environment: 'production',
  takenBack: [],
  images: [],
  ...overrides,
});

describe('rollbackWarnings', () => {
  it('says nothing where nothing is known', () => {
    expect(
      rollbackWarnings(
        facts({
          takenBack: [{ release: release('shop:3') }, {}],
          images: [
            { image: parseImage('shop:2'), presence: 'unknown' },
            { image: parseImage('proxy:1'), presence: 'present' },
          ],
        }),
      ),
    ).toEqual([]);
  });

  it('says which release that is taken back was declared not rollback-safe, and where', () => {
    expect(
      rollbackWarnings(
        facts({
          takenBack: [
            { release: release('shop:3'), unsafeByFile: file },
            { release: release('shop:2') },
          ],
        }),
      ),
    ).toEqual([
      expect.objectContaining({
        code: 'RollbackUnsafe',
        params: { environment: 'production', release: '3', file },
      }),
    ]);
  });

  it('says so of the label of the pull request that brought it', () => {
    const unsafeByLabel = { pullRequest: 7, label: 'rollback-unsafe' };
    expect(
      rollbackWarnings(
        facts({ takenBack: [{ release: release('shop:3'), unsafeByLabel }] }),
      ),
    ).toEqual([
      expect.objectContaining({
        code: 'RollbackUnsafe',
        params: {
          environment: 'production',
          release: '3',
          pullRequest: 7,
          label: 'rollback-unsafe',
        },
      }),
    ]);
  });

  it('says once what was declared in both places, and of a release that ran twice', () => {
    const declared = {
      release: release('shop:3'),
      unsafeByFile: file,
      unsafeByLabel: { pullRequest: 7, label: 'rollback-unsafe' },
    };
    expect(
      rollbackWarnings(facts({ takenBack: [declared, declared] })),
    ).toHaveLength(1);
  });

  it('says which images are gone', () => {
    const [warning, ...others] = rollbackWarnings(
      facts({
        images: [
          { image: parseImage('ghcr.io/acme/shop:2'), presence: 'gone' },
          { image: parseImage('ghcr.io/acme/proxy:1'), presence: 'present' },
        ],
      }),
    );
    expect(warning).toMatchObject({
      code: 'ImageGone',
      params: { image: 'ghcr.io/acme/shop:2' },
    });
    expect(others).toEqual([]);
  });
});
