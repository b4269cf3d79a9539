import { eventually } from '@stonegarden/test-utils';
import { commitFiles, testRepository } from '../__testUtils__/testRepository';
import { RefChange, RefTracker } from './RefTracker';
import { ZERO_ID } from './names';
import { moveRef } from './writeObjects';

describe('RefTracker', () => {
  let setup: Awaited<ReturnType<typeof testRepository>>;
  let tracker: RefTracker;
  let seen: RefChange[];
  let errors: unknown[];

  beforeEach(async () => {
    setup = await testRepository();
    seen = [];
    errors = [];
    tracker = new RefTracker(setup.repository, error => errors.push(error));
    tracker.addListener(async changes => {
      seen.push(...changes);
    });
  });
  afterEach(async () => {
    await tracker.stop();
    await setup.remove();
  });

  it('tells what was made, moved and removed, once', async () => {
    const { repository } = setup;
    await tracker.start(60_000);
    const before = await repository.resolveCommit('main');
    const after = await commitFiles(repository, 'main', { 'a.txt': 'a' });
    const side = await commitFiles(repository, 'side', { 'b.txt': 'b' });
    await tracker.check('ada');
    await tracker.check('ada');
    expect(seen).toEqual([
      { ref: 'refs/heads/main', before, after, actor: 'ada' },
      { ref: 'refs/heads/side', before: ZERO_ID, after: side, actor: 'ada' },
    ]);
    await moveRef(repository, 'refs/heads/side', undefined, side);
    await tracker.check();
    expect(seen[2]).toMatchObject({ ref: 'refs/heads/side', after: ZERO_ID });
  });

  it('notices by itself what was changed behind its back', async () => {
    await tracker.start(5);
    await commitFiles(setup.repository, 'main', { 'a.txt': 'a' });
    await eventually(() => expect(seen).not.toHaveLength(0));
    expect(seen[0].ref).toBe('refs/heads/main');
  });

  it('tells of a write before it resolves, and runs one at a time', async () => {
    await tracker.start(60_000);
    const order: string[] = [];
    const write = (name: string) =>
      tracker.write('ada', async () => {
        order.push(`begin ${name}`);
        await commitFiles(setup.repository, name, { [`${name}.txt`]: name });
        order.push(`end ${name}`);
      });
    await Promise.all([write('one'), write('two')]);
    expect(order).toEqual(['begin one', 'end one', 'begin two', 'end two']);
    expect(seen.map(({ ref }) => ref)).toEqual([
      'refs/heads/one',
      'refs/heads/two',
    ]);
  });

  it('reports a listener that fails and goes on with the next', async () => {
    await tracker.start(60_000);
    const other: string[] = [];
    tracker.addListener(async () => {
      throw new Error('broken listener');
    });
    tracker.addListener(async changes => {
      other.push(...changes.map(({ ref }) => ref));
    });
    await commitFiles(setup.repository, 'main', { 'a.txt': 'a' });
    await tracker.check();
    expect(other).toEqual(['refs/heads/main']);
    expect(errors).toEqual([new Error('broken listener')]);
  });
});
