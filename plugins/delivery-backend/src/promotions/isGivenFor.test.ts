import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { isGivenFor } from './isGivenFor';

const claim = (name: string) => createReason('VolumeClaimDeleted', { name });
const dangers = (...names: string[]) =>
  createReason('DangersFound', { dangers: names.map(claim) });
const overRollback = createReason('PromotionOverRollback', {
  environment: 'production',
});

const external = (gate: string, message: string) =>
  createReason('ExternalGate', { gate, message });

describe('a reason', () => {
  it.each([
    ['what it was given for', dangers('a'), [dangers('a')], true],
    [
      'one of the dangers',
      dangers('b'),
      [overRollback, dangers('a', 'b')],
      true,
    ],
    ['another danger', dangers('a', 'c'), [dangers('a')], false],
    [
      'other words of the same gate',
      external('errors', '3 %'),
      [external('errors', '2 %')],
      true,
    ],
    [
      'the words of another gate',
      external('load', '2 %'),
      [external('errors', '2 %')],
      false,
    ],
    ['what another gate says', dangers('a'), [overRollback], false],
    ['anything where nothing asked for one', overRollback, [], false],
    ['everything where that was not recorded', dangers('a'), undefined, true],
  ])('covers %s: %#', (_what, now, given, expected) => {
    expect(isGivenFor(now, given)).toBe(expected);
  });
});
