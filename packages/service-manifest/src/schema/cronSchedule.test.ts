import fc from 'fast-check';
import { isCronSchedule, isTimeZone } from './cronSchedule';

describe('isCronSchedule', () => {
  it.each([
    '* * * * *',
    '0 18 * * FRI',
    ' 0  18 * * fri ',
    '*/15 8-17 1,15 * mon-fri',
    '0 0 24 DEC *',
    '5/20 0 29 2 *',
    '0 0 * * 7',
    '0 0 30 2 1',
  ])('knows %j', text => {
    expect(isCronSchedule(text)).toBe(true);
  });

  it.each([
    '',
    '0 18 * *',
    '0 0 18 * * FRI',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * 32 * *',
    '* * * 13 *',
    '* * * * 8',
    '* * * foo *',
    'mon * * * *',
    '*/0 * * * *',
    '9-8 * * * *',
    '1,,2 * * * *',
    '-1 * * * *',
    '1-2-3 * * * *',
    '@daily',
    '0 0 30 2 *',
    '0 0 31 4,6 *',
  ])('refuses %j', text => {
    expect(isCronSchedule(text)).toBe(false);
  });

  it('answers whatever it is asked', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(typeof isCronSchedule(text)).toBe('boolean');
      }),
    );
  });
});

describe('isTimeZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia', 'Etc/GMT+3'])(
    'knows %j',
    text => {
      expect(isTimeZone(text)).toBe(true);
    },
  );

  it.each(['', 'Europe/Nowhere', '+01:00', 'Berlin', '../etc', 'UTC '])(
    'refuses %j',
    text => {
      expect(isTimeZone(text)).toBe(false);
    },
  );
});
