import { mockServices } from '@backstage/backend-test-utils';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  parseImage,
  type SourceCommits,
} from '@stonegarden/backstage-plugin-delivery-common';
import type { GitHosts } from '@stonegarden/backstage-plugin-delivery-node';
import {
  FAKE_AUTHOR,
  FakeGitHost,
} from '@stonegarden/backstage-plugin-delivery-node/testUtils';
import { eventually } from '@stonegarden/test-utils';
import { SOURCE_REPOSITORY_ANNOTATION } from '@stonegarden/service-manifest';
import { shop } from '../__testUtils__/shop';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import type { PromotionPlan } from '../promotions/planPromotion';
import type { ResolvedService } from '../services/ServiceResolver';
import { SourceCommitsReader } from './SourceCommitsReader';

const START = Date.parse('2026-01-01T10:00:00Z');
const SOURCE = 'https://git.example/acme/shop';
const PENDING: SourceCommits = { status: 'pending', repository: SOURCE };

const service = (annotation: string | undefined = SOURCE): ResolvedService => ({
  entityRef: 'component:default/shop',
  name: 'shop',
  environments: [],
  entity: {
    ...shop,
    metadata: {
      ...shop.metadata,
      annotations: {
        ...shop.metadata.annotations,
        ...(annotation ? { [SOURCE_REPOSITORY_ANNOTATION]: annotation } : {}),
      },
    },
  },
});

const image = (tag: string) => parseImage(`ghcr.io/acme/shop:${tag}`);
const plan = (from: string, to: string) =>
  ({
    changes: [
      { name: 'ghcr.io/acme/sidecar', from: { tag: '7' }, to: { tag: '8' } },
      { name: image(to).name, from: { tag: from }, to: { tag: to } },
    ],
    edit: { release: { images: [image(to)] } },
  } as unknown as PromotionPlan);

describe('SourceCommitsReader', () => {
  const logger = mockServices.logger.mock();
  let git: FakeGitHost;
  let first: string;
  let last: string;
  let resolve: jest.MockedFunction<GitHosts['resolve']>;

  beforeEach(async () => {
    useFakeDate(START);
    git = new FakeGitHost({ 'a.txt': '0' });
    first = await git.reader.head('main');
    git.tag('v1.0', first);
    for (let count = 1; count <= 60; count += 1) {
      last = git.push('main', [{ path: 'a.txt', content: `${count}` }]);
    }
    git.tag('1.1', last, {
      title: 'Spring',
      text: 'x'.repeat(20_000),
      url: 'data:text/html,x',
    });
    resolve = jest.fn<
      ReturnType<GitHosts['resolve']>,
      Parameters<GitHosts['resolve']>
    >(url => git.hosts.resolve(url));
  });
  afterEach(() => jest.useRealTimers());

  const create = (allowed: string[] = []) =>
    new SourceCommitsReader({ hosts: { resolve }, logger, allowed });
  const read = (
    reader: SourceCommitsReader,
    {
      of = service(),
      from = '1.0',
      to = '1.1',
      waitMs = 1_000,
    }: {
      of?: ResolvedService;
      from?: string;
      to?: string;
      waitMs?: number;
    } = {},
  ) => reader.read(of, plan(from, to), { waitMs });

  it('lists the newest commits between two versions, with the notes of the release', async () => {
    const found = await read(create());
    expect(found).toMatchObject({
      status: 'known',
      repository: SOURCE,
      from: '1.0',
      to: '1.1',
      relation: 'ahead',
      total: 60,
      notes: { title: 'Spring', text: 'x'.repeat(10_000), isCut: true },
    });
    const { items, notes } = found as Extract<
      SourceCommits,
      { status: 'known' }
    >;
    expect(items).toHaveLength(50);
    expect(items[0]).toMatchObject({ id: last, author: FAKE_AUTHOR });
    expect(notes).not.toHaveProperty('url');
  });

  it('finds versions by the commit that their tag has in it', async () => {
    const [from, to] = [first, last].map(id => `main-${id.slice(0, 12)}`);
    git.tag('main', last);
    const reader = create();
    const answer = await read(reader, {
      from: `sha-${first.slice(0, 12)}`,
      to,
    });
    expect(answer).toMatchObject({ status: 'known', total: 60 });
    expect(answer).not.toHaveProperty('notes');
    expect(await read(reader, { from, to: '1.0' })).toMatchObject({
      status: 'known',
      relation: 'identical',
    });
  });

  it('says that the way leads back', async () => {
    await expect(
      read(create(), { from: '1.1', to: '1.0' }),
    ).resolves.toMatchObject({ relation: 'behind', items: [], total: 0 });
  });

  it('keeps nobody waiting: what is not there yet is pending, and is read once', async () => {
    const reader = create();
    const asked = [read(reader, { waitMs: 0 }), read(reader, { waitMs: 0 })];
    let goOn = () => {};
    resolve.mockImplementationOnce(async url => {
      await new Promise<void>(done => {
        goOn = done;
      });
      return git.hosts.resolve(url);
    });
    expect((await Promise.all(asked)).length).toBe(2);
    goOn();
    await expect(read(reader)).resolves.toMatchObject({ status: 'known' });
    await read(reader);
    expect(resolve).toHaveBeenCalledTimes(1);
  });

  it('is pending while the host takes its time', async () => {
    resolve.mockImplementation(() => new Promise(() => {}));
    await expect(read(create(), { waitMs: 10 })).resolves.toEqual(PENDING);
  });

  it('says since when the host does not answer, asks again after a while, and recovers', async () => {
    const reader = create();
    git.down = true;
    const unreachable = {
      status: 'unreachable',
      repository: SOURCE,
      since: new Date(START).toISOString(),
    };
    await expect(read(reader)).resolves.toEqual(unreachable);
    jest.setSystemTime(START + 31_000);
    await read(reader);
    await expect(read(reader)).resolves.toEqual(unreachable);
    git.down = false;
    jest.setSystemTime(START + 90_000);
    await eventually(async () =>
      expect(await read(reader)).toMatchObject({ status: 'known' }),
    );
  });

  it('says which versions the repository does not have', async () => {
    await expect(read(create(), { to: '9.9' })).resolves.toEqual({
      status: 'not-found',
      repository: SOURCE,
      versions: ['9.9'],
    });
    await expect(read(create(), { to: 'latest' })).resolves.toEqual({
      status: 'not-found',
      repository: SOURCE,
      versions: ['latest'],
    });
    resolve.mockRejectedValue(new NotFoundError('There is no repository'));
    await expect(read(create())).resolves.toEqual({
      status: 'not-found',
      repository: SOURCE,
      versions: [],
    });
  });

  it.each<[string, string, string[]]>([
    ['address', 'acme/shop/x', []],
    ['address', '../shop', []],
    ['owner', 'secret/shop', []],
    ['address', 'https://user:secret@git.example/acme/shop', []],
    ['address', 'file:///etc/passwd', []],
    ['address', 'https://git.example/acme/shop/tree/main/src', []],
    ['owner', 'https://git.example/secret/shop', []],
    ['owner', 'https://elsewhere.example/acme/shop', []],
    ['owner', 'https://git.example/secret/shop', ['git.example/other']],
  ])('asks nobody for a wrong %s: %s', async (problem, annotation, allowed) => {
    await expect(
      read(create(allowed), { of: service(annotation) }),
    ).resolves.toEqual({ status: 'refused', problem });
    expect(resolve).not.toHaveBeenCalled();
  });

  it('takes a name without a host for one at the host of its own repository', async () => {
    await expect(
      read(create(), { of: service('acme/shop') }),
    ).resolves.toMatchObject({ status: 'known', repository: SOURCE });
  });

  it('asks for repositories of owners that are allowed', async () => {
    const of = service('https://Git.example/Tools/shop');
    await expect(
      read(create(['git.example/tools']), { of }),
    ).resolves.toMatchObject({ status: 'known' });
  });

  it('says that the portal does not ask a host', async () => {
    resolve.mockRejectedValue(new InputError('The Git host is not configured'));
    await expect(read(create())).resolves.toEqual({
      status: 'refused',
      problem: 'host',
    });
  });

  it('has nothing to say without the annotation, and where the own image does not change', async () => {
    await expect(read(create(), { of: service('') })).resolves.toBeUndefined();
    const others = plan('1.0', '1.1');
    others.changes.pop();
    await expect(
      create().read(service(), others, { waitMs: 0 }),
    ).resolves.toBeUndefined();
  });
});
