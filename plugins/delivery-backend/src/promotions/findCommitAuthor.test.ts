import {
  type Deployment,
  parseImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { findCommitAuthor } from './findCommitAuthor';

const entityRef = 'component:default/shop';
const release = { images: [parseImage('ghcr.io/acme/shop:1.1')] };
const by = (author: string, of = entityRef) =>
  ({
    entityRef: of,
    release,
    commit: { id: 'c', title: 't', author },
  } as Deployment);

describe('findCommitAuthor', () => {
  const find = (past: Deployment[], chosen?: Deployment) =>
    findCommitAuthor(
      {
        get: async id => (id === 'd1' ? chosen : undefined),
        list: async () => past,
      },
      {
        entityRef,
        from: 'staging',
        release,
        ...(chosen
          ? {
              chosen: { deployment: 'd1', environment: 'staging', commit: 'c' },
            }
          : {}),
      },
    );

  it('is the author of the last deployment of the Release', async () => {
    expect(await find([by('ada')])).toBe('ada');
    expect(await find([])).toBeUndefined();
  });

  it('is known of a Release that was chosen from farther back than is listed', async () => {
    expect(await find([], by('ada'))).toBe('ada');
    expect(await find([by('bob')], by('ada'))).toBe('ada');
  });

  it('is not taken from a deployment of another service', async () => {
    expect(await find([], by('ada', 'component:default/blog'))).toBeUndefined();
  });
});
