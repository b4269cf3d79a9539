import { withLocalTimes } from './withLocalTimes';

describe('withLocalTimes', () => {
  it('says each ISO time, and leaves the rest alone', () => {
    expect(
      withLocalTimes(
        'Healthy since 2026-10-08T08:00:40Z, seen 2026-10-08T09:00:00.123Z; 2.19.0.',
        iso => `<${iso.slice(11, 16)}>`,
      ),
    ).toBe('Healthy since <08:00>, seen <09:00>; 2.19.0.');
  });
});
