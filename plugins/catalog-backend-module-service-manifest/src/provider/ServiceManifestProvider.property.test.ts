import fc from 'fast-check';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import { manifestText, overlayTexts } from '../__testUtils__/manifestText';
import { startProvider } from '../__testUtils__/startProvider';

jest.setTimeout(120_000);

const URL = 'https://git.example.com/acme/platform/tree/main/';
const NAMES = ['a', 'b', 'c', 'd'];

type Change = Record<string, string | undefined>;

/** Something that people do to a repository; services keep their names, so that order alone decides nothing. */
const change = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom(
      'write',
      'remove',
      'overlays',
      'remove an overlay',
      'move',
      'docs',
      'team',
      'other',
    ),
    fc.nat(3),
  )
  .map(([name, what, variant]): Change => {
    const folder = `kubernetes/services/${name}`;
    const manifest = manifestText(name, {
      description: `variant ${variant}`,
      dependencies: variant % 2 ? [NAMES[variant]] : [],
    });
    const overlays = Object.keys(overlayTexts(folder));
    const gone = (paths: string[]) =>
      Object.fromEntries(paths.map(path => [path, undefined]));
    switch (what) {
      case 'write':
        return { [`${folder}/service.yaml`]: manifest };
      case 'remove':
        return gone([`${folder}/service.yaml`, ...overlays]);
      case 'overlays':
        return overlayTexts(folder);
      case 'remove an overlay':
        return gone([overlays[variant % overlays.length]]);
      case 'move':
        return {
          [`${folder}/service.yaml`]: undefined,
          [`kubernetes/platform/data/${name}-next/service.yaml`]: manifestText(
            `${name}-next`,
          ),
        };
      case 'docs':
        return {
          [`${folder}/mkdocs.yml`]: variant ? `v${variant}` : undefined,
        };
      case 'team':
        return {
          [`kubernetes/teams/${name}/rbac.yaml`]: variant ? 'x' : undefined,
        };
      default:
        return { [`README-${name}.md`]: `${variant}` };
    }
  });

const commit = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  /** Whether this commit rewrites history, and how far back. */
  rewrites: fc.option(fc.nat(3), { freq: 6 }),
  /** How often its event comes, and how late. */
  delays: fc.array(fc.nat(4), { maxLength: 2 }),
  isRead: fc.boolean(),
});

describe('ServiceManifestProvider', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ends with what the repository holds, whatever is pushed and whatever becomes of the events', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(commit, { minLength: 1, maxLength: 8 }),
        async commits => {
          const repository = new FakeRepository(URL, {
            'kubernetes/services/first/service.yaml': manifestText('first'),
          });
          const options = { config: { maxRemovedShare: 1 } };
          const followed = await startProvider(repository, options);
          await followed.wait(200);
          const names = ['commit-1'];
          const waiting: Array<{ at: number; event: object }> = [];
          for (const [index, one] of commits.entries()) {
            const parent =
              one.rewrites === null
                ? undefined
                : names.at(-2 - one.rewrites) ?? names[0];
            const event = repository.commit(Object.assign({}, ...one.changes), {
              parent,
            });
            names.push(event.after);
            waiting.push(
              ...one.delays.map(delay => ({ at: index + delay, event })),
            );
            for (const { event: due } of waiting.filter(w => w.at === index)) {
              await followed.announce(due);
            }
            if (one.isRead) {
              await followed.wait(300);
            }
          }
          for (const { event } of waiting.filter(w => w.at >= commits.length)) {
            await followed.announce(event);
          }
          await followed.wait(300);
          await followed.runSchedule();
          followed.stop();

          const fresh = await startProvider(repository, options);
          await fresh.wait(300);
          fresh.stop();
          expect(followed.entities()).toEqual(fresh.entities());
        },
      ),
      { numRuns: 200 },
    );
  });
});
