import type { Entity } from '@backstage/catalog-model';
import { buildFrom } from '../__testUtils__/buildFrom';
import { readHomelab } from '../__testUtils__/readHomelab';

const homelab = readHomelab();
const N8N = 'kubernetes/services/n8n/service.yaml';
const text = homelab[N8N];

const others = (entities: Entity[]) =>
  entities
    .filter(one => one.kind === 'Component' && one.metadata.name !== 'n8n')
    .map(one => [one.metadata.name, one]);

/** What a push may bring, and what a person is to read about it. */
const BAD_INPUT: Array<[string, Record<string, string>, RegExp]> = [
  [
    'a syntax error',
    { [N8N]: text.replace('team: product', 'team: [product') },
    /^kubernetes\/services\/n8n\/service\.yaml:\d+:\d+ .* is not closed: add the \]/,
  ],
  [
    'a wrong type',
    { [N8N]: text.replace('autoSync: true', 'autoSync: sometimes') },
    /:\d+:\d+ `spec\.environments\[0\]\.autoSync` is .*: write true or false/,
  ],
  [
    'a second service of the same name',
    { 'kubernetes/platform/data/n8n/service.yaml': text },
    /kubernetes\/(platform\/data|services)\/n8n\/service\.yaml/,
  ],
  [
    'a dependency that does not exist',
    { [N8N]: text.replace(/dependencies:\n/, '$&    - kafak\n') },
    /:\d+:\d+ .*kafak.*kafka/,
  ],
];

describe('ManifestIndex on examples/homelab', () => {
  let before: Record<string, Entity>;
  beforeAll(async () => {
    const { entities } = await buildFrom(homelab);
    before = Object.fromEntries(others(entities));
  });

  it('has 24 services beside the one that is changed here', () => {
    expect(Object.keys(before)).toHaveLength(24);
  });

  it.each(BAD_INPUT)(
    'with %s: says where and what would be right, and the other 24 stay as they were',
    async (_what, change, words) => {
      const { entities, find } = await buildFrom({ ...homelab, ...change });

      expect(Object.fromEntries(others(entities))).toEqual(before);
      const problems = find('Component', 'n8n')?.spec?.problems as Array<{
        file: string;
        line: number;
        column: number;
        message: string;
      }>;
      expect(
        problems.map(
          ({ file, line, column, message }) =>
            `${file}:${line}:${column} ${message}`,
        ),
      ).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
    },
  );
});
