import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { temporaryFolder } from '../__testUtils__/smallSeed';
import { JsonFile } from './JsonFile';

const schema = z.object({ count: z.number() });

describe('JsonFile', () => {
  it('keeps the last value, whatever saves overlap', async () => {
    const folder = await temporaryFolder();
    const path = join(folder.path, 'x.json');
    const file = await JsonFile.open(path, schema, { count: 0 });
    await Promise.all(
      [1, 2, 3].map(count => {
        file.value.count = count;
        return file.save();
      }),
    );
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ count: 3 });
    expect(await readdir(folder.path)).toEqual(['x.json']);
    expect((await JsonFile.open(path, schema, { count: 0 })).value).toEqual({
      count: 3,
    });
    await folder.remove();
  });

  it('says which file it cannot read and what helps', async () => {
    const folder = await temporaryFolder();
    const path = join(folder.path, 'x.json');
    for (const text of ['{', '{"count":"a"}']) {
      await writeFile(path, text);
      await expect(JsonFile.open(path, schema, { count: 0 })).rejects.toThrow(
        /x\.json cannot be read: .*npm start -- --reset/,
      );
    }
    await folder.remove();
  });
});
