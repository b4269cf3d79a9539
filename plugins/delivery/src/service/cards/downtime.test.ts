import { allowedDowntime, DEFAULT_WINDOW_MS } from './downtime';

describe('allowedDowntime', () => {
  it('is what an availability leaves over', () => {
    expect(allowedDowntime(99.9, DEFAULT_WINDOW_MS)).toBe(2_592_000);
    expect(allowedDowntime(100, DEFAULT_WINDOW_MS)).toBe(0);
  });
});
