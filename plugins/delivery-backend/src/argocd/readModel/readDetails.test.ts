import { recordedApplication, recording } from '../../__testUtils__/fixtures';
import { readCause, readTree, readVersions, rolloutOf } from './readDetails';

const image = (tag: string) => `ghcr.io/advplyr/audiobookshelf:${tag}`;
const BOTH = [image('2.29.0'), image('2.30.0')];

function versions(state: 'paused' | 'aborted', images = BOTH) {
  const nodes = readTree(recording(`resource-tree-canary-${state}`));
  const key = rolloutOf(nodes)!;
  const answer = recording(`rollout-resource-${state}`);
  return readVersions(nodes, images, { key, answer });
}

describe('readVersions', () => {
  it.each([BOTH, [...BOTH].reverse()])(
    'tells the stable version from that of a paused canary by the Rollout, never by the order of images',
    (...images) => {
      expect(versions('paused', images)).toEqual({
        stableImages: [image('2.29.0')],
        canary: {
          images: [image('2.30.0')],
          state: 'paused',
          weight: 10,
          step: 1,
          podHash: '6d6fd7d89d',
        },
      });
    },
  );

  it('tells that a canary was aborted', () => {
    expect(versions('aborted')).toEqual({
      stableImages: [image('2.29.0')],
      canary: {
        images: [image('2.30.0')],
        state: 'aborted',
        weight: 0,
        podHash: '6d6fd7d89d',
      },
    });
  });

  it('keeps images that the Rollout does not run', () => {
    expect(versions('paused', [...BOTH, 'redis:7']).stableImages).toEqual([
      image('2.29.0'),
      'redis:7',
    ]);
  });

  it('says nothing while the Rollout does not say which ReplicaSet is stable', () => {
    const nodes = readTree(recording('resource-tree-canary-paused'));
    const key = rolloutOf(nodes)!;
    for (const answer of [{}, { manifest: '{}' }, { manifest: 'x' }, null]) {
      expect(readVersions(nodes, BOTH, { key, answer })).toEqual({});
    }
  });

  it('takes two versions of one image for settled where no workload replaces its pods', () => {
    const pod = (of: string, tag: string) => [
      {
        kind: 'ReplicaSet',
        name: `${of}-1`,
        parentRefs: [{ kind: 'Deployment', name: of }],
      },
      {
        kind: 'Pod',
        name: `${of}-1-x`,
        images: [`busybox:${tag}`],
        parentRefs: [{ kind: 'ReplicaSet', name: `${of}-1` }],
      },
    ];
    const images = ['busybox:1', 'busybox:2'];
    const two = readTree({
      nodes: [
        { kind: 'Deployment', name: 'a' },
        { kind: 'Deployment', name: 'b' },
        ...pod('a', '1'),
        ...pod('b', '2'),
      ],
    });
    expect(readVersions(two, images, undefined)).toEqual({
      stableImages: images,
    });
    const rolling = readTree({
      nodes: [
        { kind: 'Deployment', name: 'a' },
        ...pod('a', '1'),
        {
          kind: 'ReplicaSet',
          name: 'a-2',
          parentRefs: [{ kind: 'Deployment', name: 'a' }],
        },
        {
          kind: 'Pod',
          name: 'a-2-x',
          images: ['busybox:2'],
          parentRefs: [{ kind: 'ReplicaSet', name: 'a-2' }],
        },
      ],
    });
    expect(readVersions(rolling, images, undefined)).toEqual({});
    // A StatefulSet and a DaemonSet have no ReplicaSets between them and their pods.
    for (const kind of ['StatefulSet', 'DaemonSet']) {
      const update = readTree({
        nodes: [
          { kind, name: 'a' },
          ...['1', '2'].map(tag => ({
            kind: 'Pod',
            name: `a-${tag}`,
            images: [`busybox:${tag}`],
            parentRefs: [{ kind, name: 'a' }],
          })),
        ],
      });
      expect(readVersions(update, images, undefined)).toEqual({});
    }
    // A tree that does not show what runs says nothing.
    expect(readVersions([], images, undefined)).toEqual({});
  });
});

describe('readCause', () => {
  it('says what the resource says, and its pod', () => {
    const { healthMessage } = recordedApplication(
      'get-degraded-never-scheduled',
    );
    const nodes = readTree(recording('resource-tree-degraded-never-scheduled'));
    expect(readCause(nodes, healthMessage)).toEqual({
      detail: 'Deployment "n8n" exceeded its progress deadline',
      pod: { name: 'n8n-7f6d8b5855-sjr8q', detail: 'Pending' },
    });
    expect(readCause(nodes, 'something else')).toBeUndefined();
    expect(readCause(readTree('nonsense'), healthMessage)).toBeUndefined();
  });
});
