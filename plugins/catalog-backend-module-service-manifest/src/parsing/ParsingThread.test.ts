import { mockServices } from '@backstage/backend-test-utils';
import { resolve } from 'node:path';
import { testIndex, treeOf } from '../__testUtils__/buildFrom';
import { manifestText, overlayTexts } from '../__testUtils__/manifestText';
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

function start(script: string) {
  const logger = mockServices.logger.mock();
  return { logger, thread: new ParsingThread(logger, () => script) };
}

describe('ParsingThread', () => {
  it('reads what is read without it, and ends when nobody uses it', async () => {
    const { logger, thread } = start(SCRIPT);
    const tree = treeOf(manyFiles());
    const plain = testIndex();
    await plain.replace(tree);
    const index = testIndex([], undefined, thread);
    const parse = jest.spyOn(thread, 'parse');
    await index.replace(tree);
    const texts = await Promise.all(parse.mock.results.map(one => one.value));
    expect(texts.map(read => read?.length)).toEqual([100, 50]);
    expect((await index.build()).entities).toEqual(
      (await plain.build()).entities,
    );
    expect(index.parsed).toBe(200);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(await thread.parse([file('x')], SETTINGS)).toBeUndefined();

    // Nothing is read again, nor is the thread started for it.
    await index.replace(tree);
    expect(index.parsed).toBe(200);
    expect(parse).toHaveBeenCalledTimes(3);
  });

  it('is shared, and ends with the last of its users', async () => {
    const { thread } = start(SCRIPT);
    thread.open();
    thread.open();
    thread.close();
    const read = await thread.parse([file(manifestText('shelf'))], SETTINGS);
    expect(JSON.parse(read?.[0] ?? '')).toMatchObject({
      parsed: { kind: 'good', manifest: { name: 'shelf' } },
    });
    thread.close();
    expect(await thread.parse([file('x')], SETTINGS)).toBeUndefined();
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
      expect.stringContaining('no thread of its own'),
    );
  });
});
