import { markerOf } from './commentMarker';

describe('markerOf', () => {
  it('has at least 128 bits, as it decides whether a comment is there', () => {
    expect(markerOf('Superseded by #2.')).toMatch(/^[0-9a-f]{32,}$/);
    expect(markerOf('Superseded by #2.')).not.toBe(markerOf('Superseded.'));
  });
});
