import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
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
  shopBase,
  shopFiles,
} from '../__testUtils__/shop';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
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

function planFrom(files: Record<string, string | FakeFile>, asked = request) {
  return planPromotion(service, asked, {
    hosts: new FakeGitHost(files).hosts,
    releaseFile: kustomizeReleaseFile,
  });
}

/** The plan for a repository in which some files are others. */
const plan = (files: Record<string, string | FakeFile> = {}, asked = request) =>
  planFrom({ ...shopFiles(), ...files }, asked);

describe('planPromotion', () => {
  it('reads both environments at one commit and changes one line', async () => {
    const planned = await plan();
    expect(planned.git.source.problem).toBeUndefined();
    expect(planned.git.target.problem).toBeUndefined();
    expect(planned).toMatchObject({
      baseCommit: expect.stringMatching(/^[0-9a-f]{40}$/),
      changes: [{ name: SHOP_IMAGE, from: { tag: '1.0' }, to: { tag: '1.1' } }],
      git: {
        source: {
          file: kustomizationPath('staging'),
          release: { images: [{ name: SHOP_IMAGE, tag: '1.1' }] },
        },
        target: {
          file: kustomizationPath('production'),
          release: { images: [{ name: SHOP_IMAGE, tag: '1.0' }] },
        },
      },
      edit: {
        release: { images: [{ name: SHOP_IMAGE, tag: '1.1' }] },
        files: [
          {
            path: kustomizationPath('production'),
            before: kustomization('1.0'),
            after: kustomization('1.1'),
          },
        ],
      },
    });
    expect(planned.edit?.branch).toBe(
      `stonegarden/promote/shop-production-${planned.edit?.releaseKey}`,
    );
  });

  it('has a key of at least 128 bits, as it decides whether two Releases are the same', async () => {
    expect((await plan()).edit?.releaseKey).toMatch(/^[0-9a-f]{32,}$/);
  });

  it('names the branch by the Release alone', async () => {
    const first = await plan();
    const commented = await plan({
      [kustomizationPath('staging')]: `# new\n${kustomization('1.1')}`,
    });
    const other = await plan({
      [kustomizationPath('staging')]: kustomization('1.2'),
    });
    expect(first.edit?.branch).toEqual(expect.any(String));
    expect(commented.edit?.branch).toBe(first.edit?.branch);
    expect(other.edit?.branch).toEqual(expect.any(String));
    expect(other.edit?.branch).not.toBe(first.edit?.branch);
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
    expect(planned.edit?.files[0].after).toBe(
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
    expect(planned.edit?.files[0].after).toContain(
      'newName: mirror.example/shop',
    );
  });

  it('has no changes when both are the same', async () => {
    const planned = await plan({}, { from: 'dev', to: 'staging' });
    expect(planned.changes).toEqual([]);
    expect(planned.edit?.files).toEqual([]);
  });

  it('says which image has no place in the target', async () => {
    const planned = await plan({
      ...shopBase('proxy'),
      [kustomizationPath('staging')]: `${kustomization(
        '1.1',
      )}  - name: proxy\n    newTag: "3"\n`,
    });
    expect(planned.git.target.problem).toMatchObject({
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
    expect(planned.git.target.problem).toBeUndefined();
    expect(planned.edit?.files[0].after).toContain('newTag: "9"');
  });

  it('tells of an image without tag or digest, with file, line and what would be right', async () => {
    const loose = await plan({
      [kustomizationPath(
        'staging',
      )]: `resources: [../base]\nimages:\n  - name: ${SHOP_IMAGE}\n`,
    });
    expect(loose.git.source.problem).toMatchObject({
      code: 'ImageNotPinned',
      params: {
        file: kustomizationPath('staging'),
        line: 3,
        image: SHOP_IMAGE,
      },
      message: `${kustomizationPath(
        'staging',
      )}:3: the image ${SHOP_IMAGE} has neither a tag nor a digest. Write newTag: "1.2.3" or digest: sha256:… below its name.`,
    });
    expect(loose.edit).toBeUndefined();

    const empty = await plan({
      [kustomizationPath('staging')]: 'resources: [../base]\n',
    });
    expect(empty.git.source.problem).toEqual(
      createReason('NoImagePinned', { file: kustomizationPath('staging') }),
    );
    expect(empty.edit).toBeUndefined();
  });

  it('passes on what is wrong with a file, and where', async () => {
    const planned = await plan({
      [kustomizationPath('production')]: kustomization('1.0').replace(
        '"1.0"',
        '1.0',
      ),
    });
    expect(planned.git.target).toMatchObject({
      file: kustomizationPath('production'),
      problem: {
        code: 'ReleaseFileInvalid',
        params: { line: 5, column: 13 },
        message: expect.stringContaining(
          `${kustomizationPath('production')}:5:13: `,
        ),
      },
    });
    expect(planned.git.source.problem).toBeUndefined();
    expect(planned.edit).toBeUndefined();
  });

  it('says where a file cannot be changed', async () => {
    const planned = await plan({
      [kustomizationPath('production')]: kustomization('1.0').replace(
        '"1.0"',
        '&version "1.0"',
      ),
    });
    expect(planned.changes).toHaveLength(1);
    expect(planned.git.target.problem).toMatchObject({
      code: 'ReleaseFileInvalid',
      params: { file: kustomizationPath('production'), line: 5 },
    });
    expect(planned.edit).toBeUndefined();
  });

  it('goes along the path only', async () => {
    await expect(
      plan({}, { from: 'production', to: 'staging' }),
    ).rejects.toThrow('production does not come before staging: dev → staging');
    await expect(plan({}, { from: 'dev', to: 'dev' })).rejects.toThrow(
      'Nothing is promoted to dev',
    );
    await expect(plan({}, { from: 'moon', to: 'staging' })).rejects.toThrow(
      'shop has no environment "moon"; it has dev, staging, production',
    );
  });

  it.each([
    ['staging', 'source'],
    ['production', 'target'],
  ] as const)(
    'does not follow a symbolic link in the place of the kustomization of %s',
    async (environment, side) => {
      const planned = await plan({
        [kustomizationPath(environment)]: {
          mode: 'symlink',
          content: '../shared/kustomization.yaml',
        },
        [`${SHOP_FOLDER}/environments/shared/kustomization.yaml`]:
          kustomization('1.0'),
      });
      expect(planned.git[side].problem).toMatchObject({
        code: 'SymbolicLink',
        message: `${kustomizationPath(
          environment,
        )} is a symbolic link to ../shared/kustomization.yaml, which promotions do not follow. Replace the link with a kustomization of its own.`,
      });
      expect(planned.edit).toBeUndefined();
    },
  );

  it('does not follow a symbolic link in the place of an overlay', async () => {
    const { [kustomizationPath('production')]: _, ...files } = shopFiles();
    const planned = await planFrom({
      ...files,
      [`${SHOP_FOLDER}/environments/production`]: {
        mode: 'symlink',
        content: 'staging',
      },
    });
    expect(planned.git.target.problem).toEqual(
      createReason('SymbolicLink', {
        file: `${SHOP_FOLDER}/environments/production`,
      }),
    );
    expect(planned.edit).toBeUndefined();
  });

  it('says which file is missing, and still reads the other', async () => {
    const planned = await planFrom({
      ...shopBase(),
      [kustomizationPath('staging')]: kustomization('1'),
    });
    expect(planned.git).toMatchObject({
      source: { release: { images: [{ name: SHOP_IMAGE, tag: '1' }] } },
      target: {
        file: kustomizationPath('production'),
        problem: {
          code: 'ReleaseFileMissing',
          params: {
            environment: 'production',
            file: kustomizationPath('production'),
            commit: planned.baseCommit,
          },
        },
      },
    });
    expect(planned.edit).toBeUndefined();
  });

  it('fails when the Git host does not answer', async () => {
    const host = new FakeGitHost(shopFiles());
    host.down = true;
    await expect(
      planPromotion(service, request, {
        hosts: host.hosts,
        releaseFile: kustomizeReleaseFile,
      }),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
