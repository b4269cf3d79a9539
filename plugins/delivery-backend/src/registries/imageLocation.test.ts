import { parseImage } from '@stonegarden/gitops-manifests';
import { imageLocation } from './imageLocation';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('imageLocation', () => {
  it.each([
    ['ghcr.io/acme/shop:1.2', 'ghcr.io', 'acme/shop', '1.2'],
    ['localhost/shop:1', 'localhost', 'shop', '1'],
    ['registry:5000/acme/shop:1', 'registry:5000', 'acme/shop', '1'],
    ['GHCR.io/acme/shop:1', 'ghcr.io', 'acme/shop', '1'],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27'],
    ['docker.io/nginx:1.27', 'docker.io', 'library/nginx', '1.27'],
    ['acme/shop:1', 'docker.io', 'acme/shop', '1'],
    [`ghcr.io/acme/shop:1.2@${DIGEST}`, 'ghcr.io', 'acme/shop', DIGEST],
  ])('%s is in %s', (image, host, repository, reference) => {
    expect(imageLocation(parseImage(image))).toEqual({
      host,
      repository,
      reference,
    });
  });

  it('is not known of an image that pins nothing', () => {
    expect(imageLocation(parseImage('ghcr.io/acme/shop'))).toBeUndefined();
  });
});
