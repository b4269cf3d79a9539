import { serviceEntity } from '../__testUtils__/delivery';
import { filterServices, teamOf } from './filterServices';

const services = [
  serviceEntity({}, 'audiobookshelf'),
  serviceEntity(
    {
      layer: 'platform',
      category: 'messaging',
      owner: 'group:default/platform',
    },
    'kafka',
  ),
];
const names = (filter: string) =>
  filterServices(services, filter).map(({ metadata }) => metadata.name);

describe('filterServices', () => {
  it('looks for every word, wherever it is and however it is written', () => {
    expect(names('')).toEqual(['audiobookshelf', 'kafka']);
    expect(names('KAFKA')).toEqual(['kafka']);
    expect(names('platform messaging')).toEqual(['kafka']);
    expect(names('product media')).toEqual(['audiobookshelf']);
    expect(names('kafka nowhere')).toEqual([]);
  });

  it('names the team of a short owner too', () => {
    expect(teamOf(serviceEntity({ owner: 'platform' }))).toBe('platform');
  });
});
