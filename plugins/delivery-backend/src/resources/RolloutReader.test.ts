import { recording } from '../__testUtils__/fixtures';
import { readTree } from '../argocd/readModel/readDetails';
import type { OpenedApplication } from './OpenedApplications';
import { RolloutReader } from './RolloutReader';

/** What a real Argo CD answered of a canary that waits, with whatever AnalysisRuns the cluster has. */
async function readWith(revisions: Record<string, string | undefined>) {
  const recorded = readTree(recording('resource-tree-canary-paused'));
  const [run] = recorded.filter(({ kind }) => kind === 'AnalysisRun');
  const nodes = [
    ...recorded.filter(node => node !== run),
    ...Object.entries(revisions).map(([name, revision]) => ({
      ...run,
      name,
      info: revision ? [{ name: 'Revision', value: revision }] : [],
    })),
  ];
  const asked: string[] = [];
  const opened = {
    versionKey: 'a',
    key: {},
    record: { name: 'audiobookshelf-canary', service: 'audiobookshelf' },
    call: async <T>(_what: string, request: Promise<T>) => request,
    api: {
      resource: async (
        _key: object,
        resource: { kind: string; name: string },
      ) => {
        asked.push(resource.name);
        return resource.kind === 'Rollout'
          ? recording('rollout-resource-paused')
          : {
              manifest: JSON.stringify({ metadata: { name: resource.name } }),
            };
      },
    },
  } as unknown as OpenedApplication;
  const reader = new RolloutReader({
    environments: { tree: async () => nodes },
  });
  const [progress] = await reader.read(opened);
  return { asked, runs: progress.analysisRuns.map(({ name }) => name) };
}

describe('RolloutReader', () => {
  it('reads the analyses of the version that is tried, not of those before it', async () => {
    const { asked, runs } = await readWith({ now: 'Rev:2', before: 'Rev:1' });
    expect(runs).toEqual(['now']);
    expect(asked).toEqual(['audiobookshelf', 'now']);
  });

  it('reads no more than five, and none that does not say what it is about', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`run-${index}`, 'Rev:2']),
    );
    const { runs } = await readWith({ ...many, untold: undefined });
    expect(runs).toHaveLength(5);
    expect(runs).not.toContain('untold');
  });
});
