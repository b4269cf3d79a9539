import { fleetCell } from '../../__testUtils__/fleet';
import { releaseSpans } from './releaseSpans';

const columns = ['dev', 'staging', 'canary', 'production'];
const spans = (...environments: Array<ReturnType<typeof fleetCell>>) =>
  releaseSpans({ environments }, columns).map(
    ({ from, to, release, rank, cells }) =>
      `${from}-${to} ${release} #${rank} ${cells.length}`,
  );

describe('releaseSpans', () => {
  it('joins environments that run the same, also past one that a service does not have', () => {
    expect(
      spans(
        fleetCell('dev'),
        fleetCell('canary'),
        fleetCell('production', { release: '2.29.0', lag: {} }),
      ),
    ).toEqual(['0-2 2.30.0 #0 2', '3-3 2.29.0 #1 1']);
  });

  it('joins nothing that is not known to be the same', () => {
    expect(
      spans(
        fleetCell('dev', { release: undefined, mixed: true }),
        fleetCell('staging'),
        // Another digest of the same tag.
        fleetCell('canary', { lag: {} }),
        fleetCell('production', { stale: true }),
      ),
    ).toEqual([
      '0-0 undefined #0 1',
      '1-1 2.30.0 #0 1',
      '2-2 2.30.0 #1 1',
      '3-3 2.30.0 #2 1',
    ]);
    expect(
      spans(
        fleetCell('dev', { release: undefined }),
        fleetCell('staging', { release: undefined }),
      ),
    ).toEqual(['0-0 undefined #0 1', '1-1 undefined #0 1']);
  });
});
