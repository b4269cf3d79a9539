import { ConfigReader } from '@backstage/config';
import { readRollbackConfig } from './readRollbackConfig';

describe('readRollbackConfig', () => {
  it('rolls nothing back by itself unless it is told to', () => {
    expect(readRollbackConfig(new ConfigReader({}))).toEqual({
      automatic: [],
      unsafeLabel: 'rollback-unsafe',
      apiGroups: ['platform.stonegarden.dev'],
    });
  });

  it('reads environments, the label, and the API groups of all sources', () => {
    const source = { url: 'https://git.example/acme/platform/tree/main/' };
    expect(
      readRollbackConfig(
        new ConfigReader({
          delivery: {
            rollback: { automatic: ['dev', 'production'], unsafeLabel: 'db' },
          },
          catalog: {
            providers: {
              serviceManifest: {
                one: source,
                two: { ...source, apiGroup: 'acme.dev' },
              },
            },
          },
        }),
      ),
    ).toEqual({
      automatic: ['dev', 'production'],
      unsafeLabel: 'db',
      apiGroups: ['platform.stonegarden.dev', 'acme.dev'],
    });
  });
});
