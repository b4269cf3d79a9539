import { usefulThresholds, valuesWithin } from './thresholds';

const availability = [
  { value: '99', count: 3 },
  { value: '99.9', count: 2 },
  { value: '99.95', count: 1 },
  { value: '100', count: 1 },
];
const latency = [
  { value: '80', count: 4 },
  { value: '100', count: 1 },
  { value: '1500', count: 2 },
];

describe('thresholds', () => {
  it('compares numbers, not texts', () => {
    expect(valuesWithin('availability', availability, 99.9)).toEqual([
      '99.9',
      '99.95',
      '100',
    ]);
    expect(valuesWithin('latency', latency, 100)).toEqual(['80', '100']);
    expect(valuesWithin('latency', latency, 10)).toEqual([]);
  });

  it('ignores a service that states no SLA', () => {
    const odd = [
      { value: '', count: 1 },
      { value: 'fast', count: 1 },
    ];
    expect(valuesWithin('latency', odd, 100)).toEqual([]);
    expect(usefulThresholds('availability', odd)).toEqual([]);
  });

  it('offers what tells services apart', () => {
    expect(usefulThresholds('availability', availability)).toEqual([
      { threshold: 99, count: 7 },
      { threshold: 99.9, count: 4 },
      { threshold: 99.95, count: 2 },
      { threshold: 99.999, count: 1 },
    ]);
    expect(usefulThresholds('latency', latency)).toEqual([
      { threshold: 100, count: 5 },
      { threshold: 2_000, count: 7 },
    ]);
  });
});
