import type {
  Deployment,
  Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import {
  FakeFile,
  FakeGitHost,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { helmShopFiles, values, valuesPath } from '../__testUtils__/helmShop';
import {
  kustomization,
  kustomizationPath,
  shop,
  SHOP_FOLDER,
  shopFiles,
} from '../__testUtils__/shop';
import { allReleaseFiles } from '../releases/allReleaseFiles';
import { kustomizeReleaseFile } from '../releases/kustomizeReleaseFile';
import { planRollback } from './planRollback';
import { MAX_FILES } from './readFolder';

const OWN = `${SHOP_FOLDER}/environments/production`;
const PATH = kustomizationPath('production');

const service = {
  entityRef: 'component:default/shop',
  name: 'shop',
  entity: shop,
  environments: shop.spec.environments ?? [],
};

type Files = Record<string, string | FakeFile>;

/** Plans to give all of production back: with these files then, and these now, of which only texts can be new. */
async function plan(then: Files, now: Files) {
  const git = new FakeGitHost({ ...shopFiles(), ...then });
  const revision = await git.reader.head('main');
  git.push('main', [
    { path: PATH, content: kustomization('1.1') },
    ...Object.keys(then)
      .filter(path => !(path in now))
      .map(path => ({ path, content: null })),
    ...Object.entries(now).flatMap(([path, content]) =>
      typeof content === 'string' ? [{ path, content }] : [],
    ),
  ]);
  return planRollback(
    service,
    {
      deployment: { environment: 'production', revision } as Deployment,
      scope: 'everything',
    },
    { hosts: git.hosts, releaseFile: kustomizeReleaseFile },
  );
}

const link = (content: string): FakeFile => ({ mode: 'symlink', content });
const submodule: FakeFile = { mode: 'submodule', content: 'a'.repeat(40) };
const binary = 'PK\u0003\uFFFD';

describe('planRollback of everything', () => {
  it('gives the folder back, with what is gone, and without what came since', async () => {
    const { edit, problem } = await plan(
      { [`${OWN}/limits.yaml`]: 'limits' },
      { [`${OWN}/since.yaml`]: 'since' },
    );
    expect(problem).toBeUndefined();
    expect(edit?.files).toEqual([
      {
        path: PATH,
        before: kustomization('1.1'),
        after: kustomization('1.0'),
      },
      { path: `${OWN}/limits.yaml`, after: 'limits' },
      { path: `${OWN}/since.yaml`, before: 'since', after: null },
    ]);
  });

  it.each<[string, Files, Files, Pick<Reason, 'code' | 'message'>]>([
    [
      'a link that would come back',
      { [`${OWN}/values.yaml`]: link('../dev/values.yaml') },
      {},
      {
        code: 'SymbolicLink',
        message: `${OWN}/values.yaml is a symbolic link to ../dev/values.yaml, which promotions do not follow. Replace the link with a kustomization of its own.`,
      },
    ],
    [
      'a file that is no text',
      { [`${OWN}/logo.png`]: binary },
      {},
      {
        code: 'ReleaseFileInvalid',
        message: `${OWN}/logo.png:1:1: It is not a text file, so it cannot be written back.`,
      },
    ],
    [
      'a submodule in a folder below',
      { [`${OWN}/charts/redis`]: submodule },
      { [`${OWN}/charts/redis`]: submodule },
      {
        code: 'ReleaseFileInvalid',
        message: `${OWN}/charts/redis:1:1: It is a submodule, which the portal does not move.`,
      },
    ],
    [
      'too many files',
      {},
      Object.fromEntries(
        Array.from({ length: MAX_FILES }, (_, index) => [
          `${OWN}/generated/${index}.yaml`,
          `${index}`,
        ]),
      ),
      {
        code: 'FolderTooLarge',
        message: `${OWN} has more than ${MAX_FILES} files, so they were not compared.`,
      },
    ],
  ])(
    'refuses %s, and says what and where',
    async (_what, then, now, expected) => {
      const { edit, problem } = await plan(then, now);
      expect(problem).toMatchObject(expected);
      expect(edit).toBeUndefined();
    },
  );
});

describe('planRollback with values of Helm', () => {
  const CHART = `${SHOP_FOLDER}/Chart.yaml`;
  const earlier = `${SHOP_FOLDER}/values.production.yaml`;
  const since = valuesPath('production');

  /** The environment's values had another name then, and another version. */
  async function planRenamed(scope: 'versions' | 'everything') {
    const files: Record<string, string> = helmShopFiles();
    delete files[since];
    const git = new FakeGitHost({ ...files, [earlier]: values('1.0', 3) });
    const revision = await git.reader.head('main');
    git.push('main', [
      { path: earlier, content: null },
      { path: since, content: values('1.1', 9) },
      { path: CHART, content: 'name: shop\nversion: 0.2.0\n' },
    ]);
    return planRollback(
      service,
      {
        deployment: { environment: 'production', revision } as Deployment,
        scope,
      },
      { hosts: git.hosts, releaseFile: allReleaseFiles },
    );
  }

  it('gives all back that is of the environment, and nothing that is shared', async () => {
    const { changes, edit, problem } = await planRenamed('everything');
    expect(problem).toBeUndefined();
    expect(edit?.files).toEqual([
      { path: since, before: values('1.1', 9), after: null },
      { path: earlier, after: values('1.0', 3) },
    ]);
    expect(changes).toMatchObject([
      { from: { tag: '1.1' }, to: { tag: '1.0' } },
    ]);
  });

  it('gives back values whose name has no ending that tells them from a folder', async () => {
    const path = `${SHOP_FOLDER}/values.production`;
    const files: Record<string, string> = helmShopFiles();
    delete files[since];
    const git = new FakeGitHost({
      ...files,
      [`${SHOP_FOLDER}/application-production.yaml`]: `apiVersion: argoproj.io/v1alpha1
kind: Application
spec: {source: {path: ${SHOP_FOLDER}, helm: {valueFiles: [values.yaml, values.production]}}}
`,
      [path]: values('1.0', 3),
    });
    const revision = await git.reader.head('main');
    git.push('main', [{ path, content: values('1.1', 9) }]);
    const { edit, problem } = await planRollback(
      service,
      {
        deployment: { environment: 'production', revision } as Deployment,
        scope: 'everything',
      },
      { hosts: git.hosts, releaseFile: allReleaseFiles },
    );
    expect(problem).toBeUndefined();
    expect(edit?.files).toEqual([
      { path, before: values('1.1', 9), after: values('1.0', 3) },
    ]);
  });

  it('gives the version back into the file of now', async () => {
    const { edit, problem } = await planRenamed('versions');
    expect(problem).toBeUndefined();
    expect(edit?.files).toEqual([
      { path: since, before: values('1.1', 9), after: values('1.0', 9) },
    ]);
  });
});
