import { serviceEntity } from '../../__testUtils__/delivery';
import { manifestUrl } from './manifestUrl';

describe('manifestUrl', () => {
  it('is the address behind the location annotation', () => {
    expect(manifestUrl(serviceEntity())).toBe(
      'https://git.example.org/stonegarden/homelab/blob/main/kubernetes/services/audiobookshelf/service.yaml',
    );
  });

  it('is nothing for what no browser opens', () => {
    const entity = serviceEntity();
    entity.metadata.annotations = {
      'backstage.io/managed-by-location': 'file:/srv/service.yaml',
    };
    expect(manifestUrl(entity)).toBeUndefined();
  });
});
