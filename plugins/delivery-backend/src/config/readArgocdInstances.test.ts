import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readArgocdInstances } from './readArgocdInstances';

const minimal = { name: 'homelab', url: 'http://argocd.internal:8080' };
const account = { username: 'portal', password: 'secret' };

const read = (
  instances: JsonObject[] | undefined,
  argocd: JsonObject | undefined = undefined,
) =>
  readArgocdInstances(
    new ConfigReader({
      delivery: { argocd: instances ? { instances } : {} },
      ...(argocd ? { argocd } : {}),
    }),
  );

const older = (instances: JsonObject[], more: JsonObject = {}) => ({
  appLocatorMethods: [{ type: 'other' }, { type: 'config', instances }],
  ...more,
});

describe('readArgocdInstances', () => {
  it('takes an account in place of a token', () => {
    expect(read([{ ...minimal, ...account }])).toEqual([
      { ...minimal, account, dashboardUrl: undefined },
    ]);
  });

  it('reads the authority, the namespaces and the labels', () => {
    const more = {
      ca: '-----BEGIN CERTIFICATE-----\n',
      namespaces: ['argocd', 'team-a'],
      labels: { 'acme.example/region': 'eu' },
    };
    expect(read([{ ...minimal, token: 't', ...more }])).toEqual([
      expect.objectContaining(more),
    ]);
  });

  it.each([
    ['no credentials', {}, 'instances[0].token is missing'],
    ['no password', { username: 'portal' }, 'instances[0].password is missing'],
    ['no username', { password: 'secret' }, 'instances[0].username is missing'],
    ['both', { token: 't', ...account }, 'either token, or username'],
    ['no PEM', { token: 't', ca: 'x' }, 'instances[0].ca in app-config'],
    [
      'a file that is not there',
      { token: 't', caFile: '/does/not/exist' },
      'instances[0].caFile in app-config',
    ],
    [
      'a namespace with a path in it',
      { token: 't', namespaces: ['argocd', '../kube-system'] },
      'instances[0].namespaces[1]',
    ],
    [
      'a label that is another selector',
      { token: 't', labels: { region: 'eu,team!=b' } },
      'instances[0].labels',
    ],
  ])('refuses %s, and names the key without the value', (_, more, message) => {
    const call = () => read([{ ...minimal, ...more }]);
    expect(call).toThrow(message);
    expect(call).not.toThrow(/secret|argocd\.internal/);
  });

  it('reads the configuration of the older plugins, with the account of all instances', () => {
    expect(
      read(
        undefined,
        older(
          [
            { ...minimal, token: 't', frontendUrl: 'https://argo.example/' },
            { name: 'eu', url: 'https://eu.internal' },
            {
              name: 'us',
              url: 'https://us.internal',
              username: 'own',
              password: 'other',
            },
          ],
          account,
        ),
      ),
    ).toEqual([
      { ...minimal, token: 't', dashboardUrl: 'https://argo.example' },
      { name: 'eu', url: 'https://eu.internal', account },
      {
        name: 'us',
        url: 'https://us.internal',
        account: { username: 'own', password: 'other' },
      },
    ]);
  });

  it('prefers its own instance where a name stands in both', () => {
    expect(
      read(
        [{ ...minimal, token: 'ours' }],
        older([
          { ...minimal, token: 'theirs' },
          { name: 'eu', url: 'https://eu.internal', token: 'theirs' },
        ]),
      ).map(({ name, token }) => [name, token]),
    ).toEqual([
      ['homelab', 'ours'],
      ['eu', 'theirs'],
    ]);
  });

  it('has no credentials by default there either', () => {
    expect(() => read(undefined, older([minimal]))).toThrow(
      'argocd.appLocatorMethods[1].instances[0].token is missing',
    );
  });

  it('needs a list in one of the two places', () => {
    expect(() => read(undefined)).toThrow('delivery.argocd.instances');
    expect(() => read(undefined, older([]))).toThrow(
      'delivery.argocd.instances',
    );
  });
});
