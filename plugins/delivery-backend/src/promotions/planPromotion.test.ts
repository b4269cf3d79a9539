import {
  FakeFile,
  FakeGitHost,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import {
  kustomization,
  kustomizationPath,
  SHOP_FOLDER,
  SHOP_IMAGE,
  shop,
  shopFiles,
} from '../__testUtils__/shop';
import type { ResolvedService } from '../services/ServiceResolver';
import { planPromotion } from './planPromotion';

const service: ResolvedService = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};
const request = { from: 'staging', to: 'production' };
const digest = `sha256:${'a'.repeat(64)}`;

function plan(files: Record<string, string | FakeFile> = {}, asked = request) {
  const host = new FakeGitHost({ ...shopFiles(), ...files });
  return planPromotion(service, asked, host.hosts);
}

describe('planPromotion', () => {
  it('reads both environments at one commit and changes one line', async () => {
    const planned = await plan();
    expect(planned.unmatched).toBeUndefined();
    expect(planned).toMatchObject({
      baseCommit: expect.stringMatching(/^[0-9a-f]{40}$/),
      changes: [{ name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } }],
      release: { images: [{ name: SHOP_IMAGE, tag: '1.1' }] },
      file: {
        path: kustomizationPath('production'),
        before: kustomization('1.0'),
        after: kustomization('1.1'),
      },
    });
    expect(planned.branch).toBe(
      `stonegarden/promote/shop-production-${planned.releaseKey}`,
    );
  });

  it('names the branch by the Release alone', async () => {
    const first = await plan();
    const commented = await plan({
      [kustomizationPath('staging')]: `# new\n${kustomization('1.1')}`,
    });
    const other = await plan({
      [kustomizationPath('staging')]: kustomization('1.2'),
    });
    expect(commented.branch).toBe(first.branch);
    expect(other.branch).not.toBe(first.branch);
  });

  it('lets tag and digest follow the source', async () => {
    const planned = await plan({
      [kustomizationPath('staging')]: `${kustomization(
        '1.1',
      )}    digest: ${digest}\n`,
    });
    expect(planned.changes).toEqual([
      { name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1', digest } },
    ]);
    expect(planned.file.after).toBe(
      `${kustomization('1.0').replace('1.0', '1.1')}    digest: "${digest}"\n`,
    );
  });

  it('keeps the registry that the target takes its images from', async () => {
    const planned = await plan({
      [kustomizationPath('production')]: kustomization('1.0').replace(
        '    newTag',
        '    newName: mirror.example/shop\n    newTag',
      ),
    });
    expect(planned.changes[0].name).toBe('mirror.example/shop');
    expect(planned.file.after).toContain('newName: mirror.example/shop');
  });

  it('has no changes when both are the same', async () => {
    const planned = await plan({}, { from: 'dev', to: 'staging' });
    expect(planned.changes).toEqual([]);
    expect(planned.file.after).toBe(planned.file.before);
  });

  it('says which image has no place in the target', async () => {
    const planned = await plan({
      [kustomizationPath('staging')]: `${kustomization(
        '1.1',
      )}  - name: proxy\n    newTag: "3"\n`,
    });
    expect(planned.unmatched).toMatchObject({
      code: 'ImagesNotListed',
      params: { images: [{ name: 'proxy', line: 6 }] },
      message: `${kustomizationPath(
        'staging',
      )}:6 pins proxy, but ${kustomizationPath(
        'production',
      )} does not list it. Add it there with the version that it runs now.`,
    });
  });

  it('leaves images alone that only the target pins', async () => {
    const planned = await plan({
      [kustomizationPath('production')]: `${kustomization(
        '1.0',
      )}  - name: backup\n    newTag: "9"\n`,
    });
    expect(planned.unmatched).toBeUndefined();
    expect(planned.file.after).toContain('newTag: "9"');
  });

  it('refuses an image without tag or digest, saying file, line and what would be right', async () => {
    await expect(
      plan({
        [kustomizationPath('staging')]: `images:\n  - name: ${SHOP_IMAGE}\n`,
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: `${kustomizationPath(
        'staging',
      )}:2: the image ${SHOP_IMAGE} has neither a tag nor a digest. Write newTag: "1.2.3" or digest: sha256:… below its name.`,
    });
    await expect(
      plan({ [kustomizationPath('staging')]: 'resources: [../base]\n' }),
    ).rejects.toThrow('pins no image');
  });

  it('passes on what is wrong with a file, and where', async () => {
    await expect(
      plan({
        [kustomizationPath('production')]: kustomization('1.0').replace(
          '"1.0"',
          '1.0',
        ),
      }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        `${kustomizationPath('production')}:5:13: `,
      ),
    });
  });

  it('goes from one environment to the next only', async () => {
    await expect(plan({}, { from: 'dev', to: 'production' })).rejects.toThrow(
      'dev → staging → production',
    );
    await expect(
      plan({}, { from: 'production', to: 'staging' }),
    ).rejects.toThrow('not such a step');
    await expect(plan({}, { from: 'moon', to: 'staging' })).rejects.toThrow(
      'shop has no environment "moon"; it has dev, staging, production',
    );
  });

  it.each(['staging', 'production'])(
    'refuses a symbolic link in the place of the kustomization of %s',
    async environment => {
      await expect(
        plan({
          [kustomizationPath(environment)]: {
            mode: 'symlink',
            content: '../shared/kustomization.yaml',
          },
          [`${SHOP_FOLDER}/environments/shared/kustomization.yaml`]:
            kustomization('1.0'),
        }),
      ).rejects.toMatchObject({
        name: 'InputError',
        message: `${kustomizationPath(
          environment,
        )} is a symbolic link to ../shared/kustomization.yaml, which promotions do not follow. Put a kustomization of its own in the place of the link.`,
      });
    },
  );

  it('refuses a symbolic link in the place of an overlay', async () => {
    const { [kustomizationPath('production')]: _, ...files } = shopFiles();
    const host = new FakeGitHost({
      ...files,
      [`${SHOP_FOLDER}/environments/production`]: {
        mode: 'symlink',
        content: 'staging',
      },
    });
    await expect(
      planPromotion(service, request, host.hosts),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        `${SHOP_FOLDER}/environments/production is a symbolic link`,
      ),
    });
  });

  it('says which file is missing', async () => {
    const host = new FakeGitHost({
      [kustomizationPath('staging')]: kustomization('1'),
    });
    await expect(
      planPromotion(service, request, host.hosts),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(kustomizationPath('production')),
    });
  });
});
