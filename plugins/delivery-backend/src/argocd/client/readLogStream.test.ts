import { recordedExchange } from '../../__testUtils__/fixtures';
import { ArgocdProtocolError, ArgocdResponseError } from './argocdErrors';
import { readLogStream } from './readLogStream';

const LIMIT = 1_000;
const line = (content: string) => JSON.stringify({ result: { content } });
const read = (text: string, limit = LIMIT) =>
  readLogStream(new Response(text), limit);

describe('readLogStream', () => {
  it('reads one entry of each line, whatever ends it', async () => {
    const entries = [{ content: 'one' }, { content: 'two' }];
    for (const text of [
      `${line('one')}\n${line('two')}`,
      `${line('one')}\n\n${line('two')}\n`,
      `${line('one')}\r\n${line('two')}\r\n`,
    ]) {
      expect(await read(text)).toEqual(entries);
    }
    expect(await read('')).toEqual([]);
  });

  it('puts together what arrives in pieces, also within a letter', async () => {
    const bytes = Buffer.from(`${line('größer')}\n${line('zwei')}`);
    const middle = bytes.indexOf('ö') + 1;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.subarray(0, middle));
        controller.enqueue(bytes.subarray(middle));
        controller.close();
      },
    });
    expect(await readLogStream(new Response(body), LIMIT)).toEqual([
      { content: 'größer' },
      { content: 'zwei' },
    ]);
  });

  it('fails with the error that comes after entries, as with that of a status', async () => {
    const { response } = recordedExchange('logs-forbidden');
    const error = await read(
      `${line('one')}\n${JSON.stringify(response.body)}`,
    ).catch(each => each);
    expect(error).toBeInstanceOf(ArgocdResponseError);
    expect(error).toMatchObject({
      status: 403,
      code: 7,
      detail: expect.stringContaining('permission denied: logs, get'),
    });
  });

  it.each(['{}', '[]', '"text"', 'null', '{"error":"text"}', '<html>', '{'])(
    'does not take %s for a log',
    async text => {
      await expect(read(`${line('one')}\n${text}`)).rejects.toThrow(
        ArgocdProtocolError,
      );
    },
  );

  it('gives up a log that is too large', async () => {
    await expect(read(line('x'.repeat(LIMIT)))).rejects.toThrow('larger than');
  });
});
