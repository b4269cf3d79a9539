import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { http, HttpResponse } from 'msw';
import { changeRecordsModule } from '../__fixtures__/changeRecords';
import { SHOP, useDelivery } from '../__testUtils__/useDelivery';

jest.setTimeout(60_000);

const URL_OF_RECORDS = 'https://changes.example';

describe('a gate of another package', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const { start } = useDelivery(() => databases.init('SQLITE_3'));

  async function ask(records: () => Response, to = 'production') {
    const asked: string[] = [];
    const { api, promote } = await start({
      features: [changeRecordsModule],
      config: { changes: { url: URL_OF_RECORDS } },
      handlers: [
        http.get(`${URL_OF_RECORDS}/records`, ({ request }) => {
          asked.push(new URL(request.url).search);
          return records();
        }),
      ],
    });
    const from = to === 'production' ? 'staging' : 'dev';
    const { body } = await api
      .post(`${SHOP}/promotions/preview`)
      .send({ from, to });
    const gate = body.gates.find(
      ({ id }: { id: string }) => id === 'change-record',
    );
    return { asked, body, gate, promote };
  }

  it('is asked after those of the portal, about the service and the target', async () => {
    const { asked, body, gate, promote } = await ask(() =>
      HttpResponse.json({ state: 'approved' }),
    );
    expect(gate).toEqual({
      id: 'change-record',
      title: 'The change of production is on record',
      status: 'passed',
      reason: {
        code: 'ExternalGate',
        params: {
          gate: 'change-record',
          message: 'The change record is approved.',
        },
        message: 'The change record is approved.',
      },
    });
    expect(body.gates.at(-1)).toEqual(gate);
    expect(asked).toEqual([
      '?service=component%3Adefault%2Fshop&environment=production',
    ]);
    expect((await promote()).status).toBe(201);
  });

  it('holds a promotion back, and says why', async () => {
    const { gate, promote } = await ask(() =>
      HttpResponse.json({ state: 'draft' }),
    );
    expect(gate.status).toBe('failed');
    const refused = await promote();
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      'There is no approved change record. Ask for one.',
    ]);
  });

  it('is unknown, which holds it back too, while its own system does not answer', async () => {
    for (const records of [
      () => HttpResponse.error(),
      () => new HttpResponse('no', { status: 503 }),
      () => new HttpResponse('<html>'),
    ]) {
      const { gate, promote } = await ask(records);
      expect(gate).toMatchObject({
        status: 'unknown',
        reason: { message: 'The change records do not answer.' },
      });
      expect((await promote()).status).toBe(409);
    }
  });

  it('has nothing to judge where nothing is protected', async () => {
    const { asked, gate } = await ask(() => HttpResponse.error(), 'staging');
    expect(gate.status).toBe('skipped');
    expect(asked).toEqual([]);
  });

  it('is the one that the guide shows', () => {
    const read = (...path: string[]) =>
      readFileSync(resolve(__dirname, ...path), 'utf8');
    const guide = read('../../../../docs/guides/promotion-gates.md');
    expect(guide).toContain(
      `\`\`\`ts\n${read('../__fixtures__/changeRecords.ts')}\`\`\``,
    );
  });
});
