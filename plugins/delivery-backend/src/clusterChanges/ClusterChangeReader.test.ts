import { mockServices } from '@backstage/backend-test-utils';
import { builtInRenderer } from './builtInRenderer';
import { ClusterChangeReader } from './ClusterChangeReader';
import type { ManifestRenderer } from './ManifestRenderer';

const FILES: Record<string, string> = {
  'shop/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'shop/base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template: { spec: { containers: [{ name: web, image: web:0 }] } }
`,
  'shop/prod/kustomization.yaml':
    'resources: [../base]\nimages: [{ name: web, newTag: "1" }]\n',
};
const PATH = 'shop/prod/kustomization.yaml';

function setUp(
  options: {
    files?: Record<string, string>;
    renderers?: ManifestRenderer[];
    timeoutMs?: number;
    limitMs?: number;
  } = {},
) {
  const files = { ...FILES, ...options.files };
  const reads: string[] = [];
  const logger = mockServices.logger.mock();
  const reader = new ClusterChangeReader({
    renderers: options.renderers ?? [builtInRenderer],
    logger,
    timeoutMs: options.timeoutMs,
    limitMs: options.limitMs,
  });
  const ask = (
    after: string | null,
    commit = 'c1',
    { path = PATH, isPatient = false } = {},
  ) =>
    reader.read(
      {
        repository: 'https://git.example/acme/shop',
        tree: {
          commit,
          read: async at => {
            reads.push(at);
            return at in files
              ? { mode: 'file', content: files[at] }
              : undefined;
          },
        },
        folder: 'shop/prod',
        environment: 'prod',
        files: [{ path, before: files[path], after }],
      },
      { isPatient },
    );
  return { ask, reads, logger, files };
}

const rendering = (name: string): ManifestRenderer => ({
  id: name,
  render: async ({ folder, read }) => {
    await read(`${folder}/kustomization.yaml`);
    return { status: 'rendered', manifests: [] };
  },
});
const refusing = (status: 'unsupported' | 'unknown'): ManifestRenderer => ({
  id: status,
  render: async () => ({
    status,
    reason: { code: 'Recorded', params: { text: status }, message: status },
  }),
});

describe('ClusterChangeReader', () => {
  it('tells exactly what an edit changes', async () => {
    const { ask } = setUp();
    expect(await ask(FILES[PATH].replace('"1"', '"2"'))).toMatchObject({
      status: 'known',
      renderer: 'stonegarden',
      totals: { created: 0, updated: 1, removed: 0 },
      objects: [
        {
          kind: 'Deployment',
          fields: [
            {
              path: 'spec.template.spec.containers[web].image',
              before: 'web:1',
              after: 'web:2',
            },
          ],
        },
      ],
      dangers: [],
    });
  });

  it('reads the same change once, also when it is asked for at the same time', async () => {
    const { ask, reads } = setUp();
    const after = FILES[PATH].replace('"1"', '"2"');
    await Promise.all([ask(after), ask(after)]);
    const count = reads.length;
    await ask(after);
    expect(reads).toHaveLength(count);
    await ask(after, 'c2');
    expect(reads.length).toBeGreaterThan(count);
  });

  it('tells what nobody renders from what is wrong', async () => {
    const remote = setUp({
      files: { [PATH]: 'resources: [https://git.example/base]\n' },
    });
    expect(await remote.ask('resources: [../base]\n')).toMatchObject({
      status: 'unsupported',
      reason: { code: 'ManifestsNotRendered', params: { file: PATH, line: 1 } },
    });
    const wrong = setUp({ files: { [PATH]: 'resources: [../none]\n' } });
    expect(await wrong.ask('resources: [../base]\n')).toMatchObject({
      status: 'unknown',
      reason: {
        code: 'ManifestsInvalid',
        params: { detail: expect.stringContaining('is not there') },
      },
    });
  });

  it('asks the next renderer only about a form that one does not know', async () => {
    const next = setUp({
      renderers: [refusing('unsupported'), rendering('kustomize')],
    });
    expect(await next.ask('a')).toMatchObject({ renderer: 'kustomize' });
    const wrong = setUp({
      renderers: [refusing('unknown'), rendering('kustomize')],
    });
    expect(await wrong.ask('a')).toMatchObject({ status: 'unknown' });
    const none = setUp({
      renderers: [refusing('unsupported'), refusing('unsupported')],
    });
    expect(await none.ask('a')).toMatchObject({ status: 'unsupported' });
  });

  it('does not wait longer than a person does, and has it when somebody asks again', async () => {
    let calls = 0;
    const slow: ManifestRenderer = {
      id: 'slow',
      render: async ({ read }) => {
        await read(PATH);
        calls += 1;
        await new Promise(resolve => setTimeout(resolve, 300));
        return { status: 'rendered', manifests: [] };
      },
    };
    const { ask } = setUp({ renderers: [slow], timeoutMs: 50 });
    expect(await ask('a')).toMatchObject({
      status: 'unknown',
      reason: {
        code: 'RenderingTimedOut',
        params: { environment: 'prod', seconds: 0.05 },
      },
    });
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(await ask('a')).toMatchObject({ status: 'known', renderer: 'slow' });
    expect(calls).toBe(2);
    // Nobody waits
    expect(await ask('b', 'c1', { isPatient: true })).toMatchObject({
      status: 'known',
    });
  });

  it.each([
    ['nothing but values of Helm', true],
    ['values of Helm beside a kustomization', false],
  ])('says nothing of an edit of %s', async (_, isAlone) => {
    const path = 'shop/prod/values.yaml';
    const { ask, files } = setUp({ files: { [path]: 'tag: "1"\n' } });
    if (isAlone) {
      delete files[PATH];
    }
    expect(await ask('tag: "2"\n', 'c1', { path })).toMatchObject({
      status: 'unsupported',
      reason: { code: 'FilesNotRendered', params: { files: [path] } },
    });
  });

  it('lets a renderer that reads what is edited tell what it changes', async () => {
    const path = 'shop/prod/values.yaml';
    const helm: ManifestRenderer = {
      id: 'helm',
      render: async ({ read }) => {
        const file = await read(path);
        const metadata = { name: file?.content ?? 'none' };
        return {
          status: 'rendered',
          manifests: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata }],
        };
      },
    };
    const { ask } = setUp({
      files: { [path]: 'one' },
      renderers: [builtInRenderer, helm],
    });
    expect(await ask('two', 'c1', { path })).toMatchObject({
      renderer: 'helm',
      totals: { created: 1, removed: 1 },
    });
  });

  it('does not let the edit of other files hide that a kustomization is wrong', async () => {
    const path = 'shop/prod/values.yaml';
    const { ask } = setUp({
      files: { [PATH]: 'resources: [../none]\n', [path]: 'a' },
    });
    expect(await ask('b', 'c1', { path })).toMatchObject({
      status: 'unknown',
      reason: { code: 'ManifestsInvalid' },
    });
  });

  it('ends what takes too long, and asks again the next time', async () => {
    const aborted: boolean[] = [];
    const stuck: ManifestRenderer = {
      id: 'stuck',
      render: (_request, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(true);
            reject(new Error('aborted'));
          });
        }),
    };
    const { ask, logger } = setUp({
      renderers: [stuck],
      timeoutMs: 5_000,
      limitMs: 50,
    });
    for (const sides of [2, 4]) {
      expect(await ask('a')).toMatchObject({
        reason: { code: 'RenderingTimedOut', params: { seconds: 0.05 } },
      });
      expect(aborted).toHaveLength(sides);
    }
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('says that it failed, and leaves the error in the log', async () => {
    const broken: ManifestRenderer = {
      id: 'broken',
      render: async () => {
        throw new Error('token abc refused');
      },
    };
    const { ask, logger } = setUp({ renderers: [broken] });
    const answer = await ask('a');
    expect(answer).toMatchObject({ reason: { code: 'RenderingFailed' } });
    expect(JSON.stringify(answer)).not.toContain('abc');
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('knows what a file that is removed takes with it', async () => {
    const { ask } = setUp();
    expect(await ask(null)).toMatchObject({ status: 'unknown' });
  });
});
