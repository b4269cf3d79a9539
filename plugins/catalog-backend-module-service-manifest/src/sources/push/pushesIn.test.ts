import { azurePush } from './__fixtures__/azurePush';
import { bitbucketCloudPush } from './__fixtures__/bitbucketCloudPush';
import { bitbucketServerPush } from './__fixtures__/bitbucketServerPush';
import { giteaPush } from './__fixtures__/giteaPush';
import { githubPush } from './__fixtures__/githubPush';
import { gitlabPush } from './__fixtures__/gitlabPush';
import { PUSH_TOPICS, pushesIn } from './pushesIn';

const OLD = 'a10867b14bb761a232cd80139fbd4c0d33264240';
const NEW = '6113728f27ae82c7b1a177c8d03f9e96e0adf246';
const NONE = '0'.repeat(40);

describe('pushesIn', () => {
  it('reads an event of GitHub', () => {
    expect(pushesIn('github.push', githubPush)).toEqual([
      {
        repository: { host: 'github.com', fullName: 'Acme/platform' },
        branch: 'main',
        before: OLD,
        after: NEW,
        isForced: false,
        isDeleted: false,
        paths: {
          written: new Set(['k8s/a/service.yaml', 'k8s/b/service.yaml']),
          removed: new Set(['k8s/a/service.yaml', 'k8s/c/service.yaml']),
        },
      },
    ]);
  });

  it('reads an event of Gitea, by either name, which does not say whether history was rewritten', () => {
    const expected = [
      {
        repository: {
          host: 'gitea.example.com:3000',
          fullName: 'acme/platform',
        },
        branch: 'main',
        before: OLD,
        after: NEW,
        isForced: undefined,
        isDeleted: false,
        paths: {
          written: new Set(['k8s/a/service.yaml']),
          removed: new Set(),
        },
      },
    ];
    expect(pushesIn('gitea.push', giteaPush)).toEqual(expected);
    expect(pushesIn('github.push', giteaPush)).toEqual(expected);
  });

  it('reads an event of GitLab', () => {
    expect(pushesIn('gitlab.push', gitlabPush)).toEqual([
      {
        repository: { host: 'gitlab.com', fullName: 'acme/infra/platform' },
        branch: 'main',
        before: OLD,
        after: NEW,
        isDeleted: false,
        paths: {
          written: new Set(['k8s/a/service.yaml', 'k8s/b/service.yaml']),
          removed: new Set(['k8s/c/service.yaml']),
        },
      },
    ]);
  });

  it('reads an event of Bitbucket Cloud with several branches', () => {
    expect(pushesIn('bitbucketCloud.repo:push', bitbucketCloudPush)).toEqual([
      {
        repository: { host: 'bitbucket.org', fullName: 'acme/platform' },
        branch: 'main',
        before: OLD,
        after: NEW,
        isForced: false,
        isDeleted: false,
      },
      {
        repository: { host: 'bitbucket.org', fullName: 'acme/platform' },
        branch: 'old',
        before: OLD,
        after: undefined,
        isForced: false,
        isDeleted: true,
      },
    ]);
  });

  it('reads an event of Bitbucket Data Center', () => {
    expect(
      pushesIn('bitbucketServer.repo:refs_changed', bitbucketServerPush),
    ).toEqual([
      {
        repository: { fullName: 'ACME/platform' },
        branch: 'main',
        before: OLD,
        after: NEW,
        isDeleted: false,
      },
    ]);
  });

  it('reads an event of Azure DevOps', () => {
    expect(pushesIn('azureDevOps.git.push', azurePush)).toEqual([
      {
        repository: {
          host: 'dev.azure.com',
          fullName: 'acme/infra/_git/platform',
        },
        branch: 'main',
        before: OLD,
        after: NEW,
        isDeleted: false,
      },
    ]);
  });

  it.each<[string, unknown]>([
    ['github.push', { ...githubPush, ref: 'refs/tags/v1' }],
    ['gitlab.push', { ...gitlabPush, object_kind: 'tag_push' }],
    ['gitlab.push', { ...gitlabPush, ref: 'refs/tags/v1' }],
    ['azureDevOps.git.push', { ...azurePush, eventType: 'git.pullrequest' }],
    ['github.pull_request', githubPush],
    ...PUSH_TOPICS.flatMap(
      (topic): Array<[string, unknown]> => [
        [topic, undefined],
        [topic, { zen: 'Keep it logically awesome.' }],
        [topic, { ref: 1, repository: null, push: [], changes: {} }],
      ],
    ),
  ])('finds none in another event: %s %#', (topic, payload) => {
    expect(pushesIn(topic, payload)).toEqual([]);
  });

  it('knows a branch that is gone or new', () => {
    const { isDeleted, after } = pushesIn('github.push', {
      ...githubPush,
      deleted: true,
      after: NONE,
    })[0];
    expect({ isDeleted, after }).toEqual({ isDeleted: true, after: undefined });
    const gone = { ...gitlabPush, after: NONE };
    expect(pushesIn('gitlab.push', gone)[0].isDeleted).toBe(true);
    const fresh = { ...giteaPush, before: NONE };
    expect(pushesIn('gitea.push', fresh)[0].before).toBeUndefined();
  });

  const [first] = githubPush.commits;
  it.each([
    [
      'more commits than GitLab lists',
      'gitlab.push',
      { ...gitlabPush, total_commits_count: 21 },
    ],
    [
      'more commits than Gitea lists',
      'gitea.push',
      { ...giteaPush, total_commits: 6 },
    ],
    [
      'as many commits as GitHub lists',
      'github.push',
      { ...githubPush, commits: Array(2048).fill(first) },
    ],
    [
      'a commit with as many files as are listed',
      'github.push',
      { ...githubPush, commits: [{ ...first, added: Array(1000).fill('x') }] },
    ],
    [
      'commits without files',
      'github.push',
      { ...githubPush, commits: [{ id: NEW }] },
    ],
    ['no commits', 'github.push', { ...githubPush, commits: [] }],
  ])(
    'takes no list for complete that may be a part: %s',
    (_what, topic, payload) => {
      const [push] = pushesIn(topic, payload);
      expect(push.after).toBe(NEW);
      expect(push.paths).toBeUndefined();
    },
  );
});
