import { promotion } from '../__testUtils__/delivery';
import { environmentHistory } from '../__testUtils__/rollback';
import { rollbackTarget } from './rollbackTarget';

describe('rollbackTarget', () => {
  it('is the Deployment before the current one', () => {
    expect(rollbackTarget(environmentHistory())?.id).toBe('d-1');
    expect(
      rollbackTarget(environmentHistory(), promotion({ id: 'p-1' }))?.id,
    ).toBe('d-1');
  });

  it('is the current Deployment after a promotion that was never deployed', () => {
    expect(
      rollbackTarget(environmentHistory(), promotion({ id: 'p-9' }))?.id,
    ).toBe('d-2');
  });

  it('is not known where the past is not', () => {
    expect(rollbackTarget(undefined)).toBeUndefined();
    expect(
      rollbackTarget(environmentHistory({ previous: undefined })),
    ).toBeUndefined();
  });
});
