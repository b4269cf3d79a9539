import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import { parseImage } from '@stonegarden/backstage-plugin-delivery-common';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { useFakeDate } from '../__testUtils__/useFakeDate';
import { ImageRegistries } from './ImageRegistries';

const MANIFEST = 'https://registry.internal:5000/v2/acme/shop/manifests/1';

describe('ImageRegistries', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  let asked = 0;

  const create = (logger = mockServices.logger.mock()) =>
    new ImageRegistries({
      registries: [{ host: 'ghcr.io', url: 'https://registry.internal:5000' }],
      logger,
    });
  const shop = parseImage('ghcr.io/acme/shop:1');

  beforeEach(() => {
    useFakeDate(Date.parse('2026-01-01T00:00:00Z'));
    asked = 0;
    server.use(
      http.head(MANIFEST, () => {
        asked += 1;
        return new HttpResponse(null);
      }),
    );
  });

  afterEach(() => jest.useRealTimers());

  it('asks nobody about images of registries that are not configured', async () => {
    const registries = create();
    // msw fails what it has no answer for.
    for (const image of ['docker.io/acme/shop:1', 'shop:1', 'quay.io/a/b:1']) {
      await expect(registries.find(parseImage(image))).resolves.toBe('unknown');
    }
    await expect(
      registries.find(parseImage('ghcr.io/acme/shop')),
    ).resolves.toBe('unknown');
  });

  it('asks once a minute, however many ask', async () => {
    const registries = create();
    await expect(
      Promise.all([registries.find(shop), registries.find(shop)]),
    ).resolves.toEqual(['present', 'present']);
    expect(asked).toBe(1);
    jest.setSystemTime(Date.now() + 61_000);
    await registries.find(shop);
    expect(asked).toBe(2);
  });

  it('knows nothing while a registry does not answer, and names no address in the log', async () => {
    server.use(http.head(MANIFEST, () => HttpResponse.error()));
    const logger = mockServices.logger.mock();
    await expect(create(logger).find(shop)).resolves.toBe('unknown');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'The registry ghcr.io could not be asked for ghcr.io/acme/shop:1',
      ),
    );
    expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('internal');
  });
});
