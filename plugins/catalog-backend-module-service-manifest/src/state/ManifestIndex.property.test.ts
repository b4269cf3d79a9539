import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { MANIFEST_PATH_ANNOTATION } from '@stonegarden/service-manifest';
import { testIndex, treeOf } from '../__testUtils__/buildFrom';
import { expectSound } from '../__testUtils__/expectSound';
import { readHomelab } from '../__testUtils__/readHomelab';
import { decodeText } from '../sources/decodeText';

jest.setTimeout(120_000);

const homelab = readHomelab();
// Nobody depends on this one, so that nothing it says is anybody else's business.
const N8N = 'kubernetes/services/n8n/service.yaml';
const OVERLAY =
  'kubernetes/services/n8n/environments/production/kustomization.yaml';
const TEAMS = 'kubernetes/bootstrap/teams.yaml';

/** What breaks parsers, names and those who trust both. */
const TOKENS = [
  ...[
    '[',
    '{',
    '}',
    '"',
    "'",
    '|',
    '>',
    '&a ',
    '*a',
    '<<: *a',
    '!!js/function',
  ],
  ...['\t', '\n', '\n  ', '\r', '\0', '\ufeff', '\u202e', '\ud800', '---\n'],
  ...['null', '~', 'true', '-1', '1e999', '0x1f', '2001-01-01', '__proto__'],
  ...['kafka', 'n8n', 'services/n8n', '../../kafka', 'a'.repeat(300), '💥'],
  ...['name', 'metadata:', 'spec:', 'aliases: [kafka]', 'owner:', 'team:'],
  ...['platform.stonegarden.dev/source: x', 'constructor', 'homelab', '%', '#'],
];

/** A text with some of it taken out and something else put in, some times. */
const mutated = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        length: fc.oneof(fc.constant(0), fc.nat(40)),
        token: fc.oneof(
          fc.constantFrom(...TOKENS),
          fc.constant(''),
          fc.string({ maxLength: 12 }),
        ),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map(edits =>
      edits.reduce(
        (all, { at, length, token }) =>
          `${all.slice(0, at)}${token}${all.slice(at + length)}`,
        text,
      ),
    );

const arbitrary = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map(a => a.join(' ')),
);

async function start() {
  const index = testIndex();
  await index.replace(treeOf(homelab));
  const { entities } = await index.build();
  return { index, before: entities };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Whether an entity is a service that is made from another manifest than the one that is changed here. */
const isOther = (entity: Entity) =>
  entity.kind === 'Component' &&
  entity.metadata.annotations?.[MANIFEST_PATH_ANNOTATION] !== N8N;

/** Puts a text into one file: every other service stays, and what comes of it is sound. */
async function expectHarmless(
  { index, before }: Started,
  path: string,
  text: string,
) {
  index.update({ changed: [{ path, text }], removed: [] });
  const { entities } = await index.build();
  const others = [...before].filter(([, entity]) => isOther(entity));
  expect(others.length).toBe(24);
  expect(
    others.filter(([ref, entity]) => entities.get(ref) !== entity),
  ).toEqual([]);
  const all = [...entities.values()];
  await expectSound(
    all,
    all.filter(one => !isOther(one)),
  );
}

describe('ManifestIndex, whatever one file contains,', () => {
  it('changes no other service, and gives the catalog nothing unsound', async () => {
    const started = await start();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          { weight: 4, arbitrary: mutated(homelab[N8N]) },
          { weight: 1, arbitrary },
        ),
        text => expectHarmless(started, N8N, text),
      ),
      { numRuns: 300 },
    );
    started.index.update({
      changed: [{ path: N8N, text: homelab[N8N] }],
      removed: [],
    });
    const { entities } = await started.index.build();
    expect([...entities.values()]).toEqual([...started.before.values()]);
  });

  it('changes no other service by an overlay', async () => {
    const started = await start();
    const text = fc.oneof(mutated(homelab[OVERLAY]), arbitrary);
    const checked = fc.assert(
      fc.asyncProperty(text, one => expectHarmless(started, OVERLAY, one)),
      { numRuns: 150 },
    );
    await expect(checked).resolves.toBeUndefined();
  });

  it('changes no service by a list of teams', async () => {
    const started = await start();
    const text = fc.oneof(mutated(homelab[TEAMS]), arbitrary);
    const checked = fc.assert(
      fc.asyncProperty(text, one => expectHarmless(started, TEAMS, one)),
      {
        numRuns: 150,
        examples: [
          [homelab[TEAMS].replace('title: Product', "title: ''")],
          [homelab[TEAMS].replace('title: Product', "members: ['']")],
        ],
      },
    );
    await expect(checked).resolves.toBeUndefined();
  });

  it('changes no other service by any of the corpus of broken manifests', async () => {
    const corpus = resolve(
      __dirname,
      '../../../../packages/service-manifest/corpus',
    );
    const samples = globSync('**/*.yaml', { cwd: corpus });
    expect(samples.length).toBeGreaterThan(20);
    const started = await start();
    for (const sample of samples) {
      const text = decodeText(readFileSync(resolve(corpus, sample)));
      await expectHarmless(started, N8N, text);
    }
  });
});
