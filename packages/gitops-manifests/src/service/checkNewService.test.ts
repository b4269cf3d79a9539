import { shop } from '../__testUtils__/newService';
import { checkNewService } from './checkNewService';
import type { NewService } from './NewService';

describe('checkNewService', () => {
  it('finds nothing wrong with a right one', () => {
    expect(checkNewService(shop)).toEqual([]);
    expect(
      checkNewService({
        name: 'a',
        owner: { team: 'b' },
        image: 'c:1',
        port: 1,
        environments: [{ name: 'd' }],
      }),
    ).toEqual([]);
  });

  it.each<[Partial<NewService>, string, string]>([
    [{ name: '' }, 'name', "`` cannot be a service's name"],
    [{ name: 'a'.repeat(41) }, 'name', 'at most 40'],
    [{ name: '../etc' }, 'name', 'cannot be'],
    [{ name: 'shop\n' }, 'name', 'cannot be'],
    [{ name: 'shop-' }, 'name', 'not ending with a dash'],
    [{ description: 'a\u0000b' }, 'description', 'control character'],
    [{ description: 'a'.repeat(1001) }, 'description', '1001 characters'],
    [{ layer: 'platform' }, 'category', 'name one, for example data'],
    [{ category: 'Media!' }, 'category', '`Media!` cannot be a category'],
    [{ category: 'infra' }, 'category', '`infra` is the name of a layer'],
    [{ owner: { team: 'Team A' } }, 'owner.team', '`Team A` cannot be'],
    [
      { owner: { team: 'a', slack: '# b' } },
      'owner.slack',
      'not a Slack channel',
    ],
    [{ owner: { team: 'a', email: 'b' } }, 'owner.email', 'not an email'],
    [{ owner: { team: 'a', oncall: 'ftp://b' } }, 'owner.oncall', 'https://'],
    [{ image: 'shop:latest' }, 'image', 'nobody could promote it'],
    [{ port: 0 }, 'port', '0 is not a port'],
    [{ port: 80.5 }, 'port', '80.5 is not a port'],
    [{ healthPath: 'healthz' }, 'healthPath', 'such as /healthz'],
    [{ environments: [] }, 'environments', 'at least one'],
    [
      { environments: [{ name: 'dev' }, { name: 'dev' }] },
      'environments[1].name',
      'two environments named dev',
    ],
    [
      { environments: [{ name: 'a'.repeat(17) }] },
      'environments[0].name',
      'at most 16',
    ],
    [
      { environments: [{ name: 'base' }] },
      'environments[0].name',
      'shared manifests',
    ],
    [
      { environments: [{ name: 'dev', namespace: 'a/b' }] },
      'environments[0].namespace',
      '`a/b` cannot be a namespace',
    ],
    [
      {
        environments: [
          { name: 'dev', namespace: 'x' },
          { name: 'test', namespace: 'x' },
        ],
      },
      'environments[1].namespace',
      'dev and test would share namespace x',
    ],
    [
      { environments: [{ name: 'dev', cluster: 'a b' }] },
      'environments[0].cluster',
      "`a b` cannot be a cluster's name",
    ],
    [
      { environments: [{ name: 'dev', replicas: 0 }] },
      'environments[0].replicas',
      '1 to 100',
    ],
    [
      { environments: [{ name: 'dev', canary: { steps: [{}] } }] },
      'environments[0].canary',
      'setWeight',
    ],
    [
      { dependencies: [{ ref: 'Kafka' }] },
      'dependencies[0]',
      '`Kafka` cannot be',
    ],
    [
      { dependencies: [{ ref: 'a' }, { ref: 'a' }] },
      'dependencies[1]',
      'named twice',
    ],
    [{ dependencies: [{ ref: 'shop' }] }, 'dependencies[0]', 'on itself'],
    [{ sla: { availability: '99.9' } }, 'sla.availability', 'percent'],
    [{ sla: { availability: '0%' } }, 'sla.availability', 'percent'],
    [{ sla: { latency: 'fast' } }, 'sla.latency', 'for example 100ms'],
    [{ sla: { rto: '30 min' } }, 'sla.rto', 'for example 4h'],
  ])('finds what is wrong with %j', (change, field, message) => {
    expect(checkNewService({ ...shop, ...change })).toEqual([
      { field, message: expect.stringContaining(message) },
    ]);
  });

  it('names all problems at once', () => {
    const problems = checkNewService({
      ...shop,
      name: 'Shop',
      port: -1,
      environments: [{ name: 'DEV', replicas: 1000 }],
    });
    expect(problems.map(({ field }) => field)).toEqual([
      'name',
      'port',
      'environments[0].name',
      'environments[0].replicas',
    ]);
  });
});
