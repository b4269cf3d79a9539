import { resolve } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { RegisteredLocations } from './RegisteredLocations';

const REGISTERED = { type: 'url', target: 'https://git.example.com/a/b.yaml' };

function start() {
  const now = jest.fn(() => 0);
  const queryLocations = jest.fn(async (request?: object) => {
    const isAsked = JSON.stringify(request).includes(REGISTERED.target);
    return {
      items: isAsked
        ? [{ ...REGISTERED, id: '1', entityRef: 'location:default/one' }]
        : [],
      totalItems: isAsked ? 1 : 0,
      pageInfo: {},
    };
  });
  const locations = new RegisteredLocations(
    new ConfigReader({
      catalog: {
        locations: [
          { type: 'file', target: './people.yaml' },
          { type: 'url', target: 'https://git.example.com/people.yaml' },
        ],
      },
    }),
    {
      auth: mockServices.auth(),
      catalog: catalogServiceMock.mock({ queryLocations }),
    },
    now,
  );
  return { locations, queryLocations, now };
}

describe('RegisteredLocations', () => {
  it('knows what somebody registered, each time anew', async () => {
    const { locations, queryLocations } = start();
    expect(await locations.has(REGISTERED)).toBe(true);
    expect(await locations.has(REGISTERED)).toBe(true);
    expect(queryLocations).toHaveBeenCalledTimes(2);
  });

  it('asks once in 30 seconds for one that nobody registered', async () => {
    const { locations, queryLocations, now } = start();
    const other = { type: 'url', target: 'https://git.example.com/acme' };
    expect(await locations.has(other)).toBe(false);
    now.mockReturnValue(29_999);
    expect(await locations.has(other)).toBe(false);
    expect(queryLocations).toHaveBeenCalledTimes(1);
    now.mockReturnValue(30_000);
    expect(await locations.has(other)).toBe(false);
    expect(queryLocations).toHaveBeenCalledTimes(2);
  });

  it('does not ask for what the configuration names', async () => {
    const { locations, queryLocations } = start();
    expect(
      await locations.has({ type: 'file', target: resolve('people.yaml') }),
    ).toBe(false);
    expect(
      await locations.has({
        type: 'url',
        target: 'https://git.example.com/people.yaml',
      }),
    ).toBe(false);
    expect(queryLocations).not.toHaveBeenCalled();
  });
});
