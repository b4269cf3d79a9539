import { parseImage } from '@stonegarden/gitops-manifests';
import type { Deployment } from '../deployment/Deployment';
import { releaseChoices } from './releaseChoices';

const deployment = (
  id: string,
  environment: string,
  ...images: string[]
): Deployment => ({
  id,
  entityRef: 'component:default/shop',
  environment,
  instance: 'homelab',
  application: `argocd/shop-${environment}`,
  ...(images.length > 0 ? { release: { images: images.map(parseImage) } } : {}),
  revision: 'c0',
  from: '2026-01-01T00:00:00.000Z',
});

const PATH = ['dev', 'staging', 'production'];

describe('releaseChoices', () => {
  it('has each Release once, by where it came nearest to the target', () => {
    const choices = releaseChoices(
      [
        deployment('d4', 'dev', 'shop:3'),
        deployment('p1', 'production', 'shop:2'),
        deployment('s2', 'staging', 'shop:2'),
        deployment('d3', 'dev', 'shop:2'),
        deployment('s1', 'staging', 'shop:2'),
      ],
      PATH,
    );
    expect(
      choices.map(each => [
        each.deployment.id,
        each.deployments.map(({ id }) => id),
      ]),
    ).toEqual([
      ['d4', ['d4']],
      ['s2', ['d3', 's2', 'p1']],
    ]);
  });

  it('leaves out what cannot be chosen: the unknown, and what came to the target only', () => {
    expect(
      releaseChoices(
        [
          deployment('s2', 'staging'),
          deployment('p0', 'production', 'shop:1'),
          deployment('x1', 'elsewhere', 'shop:9'),
        ],
        PATH,
      ),
    ).toEqual([]);
  });

  it('tells Releases apart that share an image', () => {
    expect(
      releaseChoices(
        [
          deployment('s2', 'staging', 'shop:2', 'proxy:1'),
          deployment('s1', 'staging', 'shop:2'),
        ],
        PATH,
      ),
    ).toHaveLength(2);
  });
});
