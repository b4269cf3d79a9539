import { mockServices } from '@backstage/backend-test-utils';
import { resolve } from 'node:path';
import { testIndex, treeOf } from '../__testUtils__/buildFrom';
import { manifestText, overlayTexts } from '../__testUtils__/manifestText';
import { pool } from 'workerpool';
import type { ParsedService, ServiceFiles } from './parseService';
import { ParsingThread } from './ParsingThread';

jest.setTimeout(60_000);

const SCRIPT = resolve(__dirname, '../__testUtils__/parsingThread.cjs');
const SETTINGS = { apiGroup: 'platform.stonegarden.dev' };
const file = (text: string) => ({
  file: { path: 'kubernetes/services/shelf/service.yaml', text },
});

/** Many services with folders, some of them broken, some with problems. */
function manyFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (let i = 0; i < 200; i++) {
    const name = `s${i}`;
    const folder = `kubernetes/services/${name}`;
    const text = manifestText(name, {
      dependencies: i > 0 ? [`s${i - 1}`] : [],
      ...(i % 7 === 0 ? { replicas: 'many' } : {}),
    });
    files[`${folder}/service.yaml`] = i % 11 === 5 ? `${text}  x: [` : text;
    Object.assign(files, i % 3 === 0 ? overlayTexts(folder) : {});
  }
  return files;
}

jest.mock('workerpool', () => {
  const actual = jest.requireActual('workerpool');
  const startPool = (...args: unknown[]) => {
    const started = actual.pool(...args);
    jest.spyOn(started, 'terminate');
    return started;
  };
  return { ...actual, pool: jest.fn(startPool) };
});
const pools = jest.mocked(pool);

/** How often each of the threads that were started has been ended. */
const ended = () =>
  pools.mock.results.map(({ value }) => value.terminate.mock.calls.length);

function start(script: string) {
  const logger = mockServices.logger.mock();
  return { logger, thread: new ParsingThread(logger, () => script) };
}

async function read(thread: ParsingThread, services: ServiceFiles[]) {
  const batches: ParsedService[][] = [];
  for await (const batch of thread.parse(services, SETTINGS)) {
    batches.push(batch);
  }
  return batches;
}

describe('ParsingThread', () => {
  beforeEach(() => pools.mockClear());

  it('reads what is read without it, and ends when nobody uses it', async () => {
    const { logger, thread } = start(SCRIPT);
    const tree = treeOf(manyFiles());
    const plain = testIndex([], undefined, start('/nowhere').thread);
    await plain.replace(tree);
    pools.mockClear();
    const index = testIndex([], undefined, thread);
    await index.replace(tree);
    expect((await index.build()).entities).toEqual(
      (await plain.build()).entities,
    );
    expect(index.parsed).toBe(200);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(ended()).toEqual([1]);

    // Nothing is read again, nor is the thread started for it.
    await index.replace(tree);
    expect(index.parsed).toBe(200);
    expect(pools).toHaveBeenCalledTimes(1);
  });

  it('is not started for a few services', async () => {
    const { thread } = start(SCRIPT);
    const few = [file(manifestText('shelf'))];
    expect(await read(thread, few)).toMatchObject([
      [{ parsed: { kind: 'good', manifest: { name: 'shelf' } } }],
    ]);
    expect(pools).not.toHaveBeenCalled();
  });

  it('is shared, and ends with the last of its users', async () => {
    const { logger, thread } = start(SCRIPT);
    const many = Array.from({ length: 150 }, () => file(manifestText('shelf')));
    const results = await Promise.all([
      read(thread, many),
      read(thread, [...many, ...many]),
    ]);
    expect(results.map(batches => batches.length)).toEqual([2, 3]);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(ended()).toEqual([1]);
  });

  it.each([
    ['cannot be found', '/nowhere/thread.cjs'],
    ['does not start', resolve(__dirname, '../__testUtils__/noThread.cjs')],
  ])('is done without when it %s', async (_, script) => {
    const { logger, thread } = start(script);
    const index = testIndex([], undefined, thread);
    await index.replace(treeOf(manyFiles()));
    expect(index.parsed).toBe(200);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('read in the main thread'),
    );
  });
});
