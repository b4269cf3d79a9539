import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { waitsUntil } from './waitsUntil';

const soak = createReason(
  'Soaking',
  { environment: 'staging', since: '2026-12-04T12:00:00.000Z', soakMs: 1000 },
  { changesAt: '2026-12-05T12:00:00.000Z' },
);
const frozen = createReason(
  'Frozen',
  { environment: 'production', reasons: ['Weekend'] },
  { changesAt: '2026-12-07T07:00:00.000Z' },
);
const approval = createReason('ApprovalAwaited', { environment: 'production' });

describe('waitsUntil', () => {
  it('is when the last of several is over', () => {
    expect(waitsUntil(soak)).toBe(soak.changesAt);
    expect(
      waitsUntil(createReason('SeveralGates', { reasons: [frozen, soak] })),
    ).toBe(frozen.changesAt);
  });

  it('is not known where one of them waits for somebody', () => {
    expect(waitsUntil(approval)).toBeUndefined();
    expect(
      waitsUntil(createReason('SeveralGates', { reasons: [soak, approval] })),
    ).toBeUndefined();
  });
});
