import { fleetCell, fleetRow } from '../__testUtils__/fleet';
import { filterFleet, searchTexts } from './filterFleet';
import { type FleetFilter, readFleetFilter } from './fleetFilter';

const rows = [
  fleetRow('audiobookshelf'),
  fleetRow('kafka', {
    title: 'Message broker',
    owner: 'group:default/infra',
    layer: 'platform',
    category: 'messaging',
    environments: [
      fleetCell('dev', { health: 'Degraded' }),
      fleetCell('production', { cluster: 'edge' }),
    ],
  }),
];
const texts = searchTexts(rows, ref =>
  ref === 'group:default/infra' ? 'Site Reliability' : 'Product',
);
const names = (filter: Partial<FleetFilter>, owners?: string[]) =>
  filterFleet(
    rows,
    { ...readFleetFilter(new URLSearchParams()), ...filter },
    texts,
    owners,
  ).map(({ name }) => name);

describe('filterFleet', () => {
  it('looks for every word, wherever it is and however it is written', () => {
    expect(names({})).toEqual(['audiobookshelf', 'kafka']);
    expect(names({ text: 'KAFKA' })).toEqual(['kafka']);
    expect(names({ text: 'platform messaging' })).toEqual(['kafka']);
    expect(names({ text: 'reliability broker' })).toEqual(['kafka']);
    expect(names({ text: 'product media' })).toEqual(['audiobookshelf']);
    expect(names({ text: 'kafka nowhere' })).toEqual([]);
  });

  it('narrows to team, layer, category and cluster', () => {
    expect(names({ team: 'group:default/infra' })).toEqual(['kafka']);
    expect(names({ layer: 'services' })).toEqual(['audiobookshelf']);
    expect(names({ category: 'media', layer: 'platform' })).toEqual([]);
    expect(names({ cluster: 'edge' })).toEqual(['kafka']);
    expect(names({ cluster: 'homelab' })).toEqual(['audiobookshelf', 'kafka']);
  });

  it('asks one environment for cluster and state', () => {
    expect(names({ health: 'degraded' })).toEqual(['kafka']);
    expect(names({ health: 'degraded', cluster: 'homelab' })).toEqual([
      'kafka',
    ]);
    expect(names({ health: 'degraded', cluster: 'edge' })).toEqual([]);
  });

  it('shows what is the viewer’s, and nothing while that is not known', () => {
    expect(names({ mine: true }, ['group:default/infra'])).toEqual(['kafka']);
    expect(names({ mine: true }, [])).toEqual([]);
    expect(names({ mine: true })).toEqual([]);
  });
});
