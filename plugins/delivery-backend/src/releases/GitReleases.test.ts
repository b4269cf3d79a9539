import { mockServices } from '@backstage/backend-test-utils';
import { parseImage } from '@stonegarden/backstage-plugin-delivery-common';
import { FakeGitHost } from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_IMAGE,
  shopFiles,
} from '../__testUtils__/shop';
import type { PromotionRecord } from '../promotions/PromotionRecord';
import { GitReleases } from './GitReleases';
import { kustomizeReleaseFile } from './kustomizeReleaseFile';

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

const release = (tag: string) => ({
  images: [parseImage(`${SHOP_IMAGE}:${tag}`)],
});

const merged = (tag: string, more: Partial<PromotionRecord> = {}) =>
  ({
    id: tag,
    to: 'production',
    status: 'succeeded',
    mergedAt: '2026-01-01T10:00:00.000Z',
    release: release(tag),
    pullRequest: { number: 7, url: 'https://git.example/7', title: '' },
    ...more,
  } as PromotionRecord);

describe('GitReleases', () => {
  const create = () => {
    const git = new FakeGitHost(shopFiles());
    const head = jest.spyOn(git.reader, 'head');
    const releases = new GitReleases({
      hosts: git.hosts,
      releaseFile: kustomizeReleaseFile,
      logger: mockServices.logger.mock(),
    });
    const production = async (...promotions: PromotionRecord[]) =>
      (await releases.read(service, promotions)).get('production');
    return { git, head, production, releases };
  };

  it('is what the catalog read, and asks nobody', async () => {
    const { head, releases } = create();
    const facts = await releases.read(service, [merged('1.0')]);
    expect(Object.fromEntries(facts)).toEqual({
      dev: { release: release('1.1') },
      staging: { release: release('1.1') },
      production: { release: release('1.0') },
    });
    expect(head).not.toHaveBeenCalled();
  });

  it('asks the Git host when a merge is not in what the catalog read', async () => {
    const { git, head, production } = create();
    git.push('main', [
      { path: kustomizationPath('production'), content: kustomization('1.1') },
    ]);
    const facts = await production(merged('1.1'));
    expect(facts).toEqual({
      release: release('1.1'),
      asOf: expect.any(String),
    });
    await production(merged('1.1'));
    expect(head).toHaveBeenCalledTimes(1);
  });

  it('believes Git when it was changed again after the merge', async () => {
    const { git, production } = create();
    git.push('main', [
      { path: kustomizationPath('production'), content: kustomization('0.9') },
    ]);
    expect(await production(merged('1.1'))).toMatchObject({
      release: release('0.9'),
    });
  });

  it('does not guess while the Git host is down', async () => {
    const { git, production } = create();
    git.down = true;
    expect(await production(merged('1.1'))).toEqual({
      problem: expect.objectContaining({
        code: 'CatalogBehind',
        params: { environment: 'production', pullRequest: 7 },
      }),
    });
  });

  it('looks only at the last merge that was not taken back', async () => {
    const { head, production } = create();
    await production(
      merged('1.0', { mergedAt: '2026-01-03T10:00:00.000Z' }),
      merged('0.9', { mergedAt: '2026-01-02T10:00:00.000Z' }),
      merged('1.2', {
        mergedAt: '2026-01-04T10:00:00.000Z',
        status: 'superseded',
      }),
      merged('1.3', { mergedAt: undefined, status: 'open' }),
    );
    expect(head).not.toHaveBeenCalled();
  });

  it('says that it is not known what Git names', async () => {
    const { releases } = create();
    const { entity } = service;
    const unread = {
      ...service,
      entity: { ...entity, spec: { ...entity.spec, releases: undefined } },
    };
    expect(releases.inCatalog(unread).get('dev')).toMatchObject({
      problem: { code: 'GitReleaseUnknown', params: { environment: 'dev' } },
    });
  });
});
