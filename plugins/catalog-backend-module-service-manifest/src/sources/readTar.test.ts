import { streamOf, tarOf } from '../__testUtils__/tarOf';
import { readTar } from './readTar';

const large = 'x'.repeat(10_000);
const archive = tarOf([
  ['kubernetes/services/a/service.yaml', 'a'],
  ['kubernetes/services/b/service.yaml', large],
  ['README.md', 'no'],
  ['empty/service.yaml', ''],
]);

describe('readTar', () => {
  it('takes what is wanted, with its content, and tells every path and size', async () => {
    const seen: Array<[string, number]> = [];
    const files = await readTar(streamOf(archive), (path, size) => {
      seen.push([path, size]);
      return path.endsWith('service.yaml');
    });
    expect(seen).toEqual([
      ['kubernetes/services/a/service.yaml', 1],
      ['kubernetes/services/b/service.yaml', 10_000],
      ['README.md', 2],
      ['empty/service.yaml', 0],
    ]);
    expect(files.map(one => [one.path, one.content.toString()])).toEqual([
      ['kubernetes/services/a/service.yaml', 'a'],
      ['kubernetes/services/b/service.yaml', large],
      ['empty/service.yaml', ''],
    ]);
  });

  it.each([
    ['is cut off', archive.subarray(0, archive.length - 20)],
    ['is damaged', Buffer.from(archive).fill(7, 40, 90)],
    ['is a page of a proxy', Buffer.from('<html>'.repeat(400))],
    ['is empty', Buffer.alloc(0)],
  ])('fails as a whole when the archive %s', async (_what, bytes) => {
    await expect(readTar(streamOf(bytes), () => true)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('ends too early or is damaged'),
    });
  });

  it('fails with what the caller throws', async () => {
    const refuse = () => {
      throw new Error('enough');
    };
    await expect(readTar(streamOf(archive), refuse)).rejects.toThrow('enough');
  });

  it('ends when it is told to', async () => {
    const aborted = AbortSignal.abort();
    await expect(
      readTar(streamOf(archive), () => true, aborted),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
  });
});
