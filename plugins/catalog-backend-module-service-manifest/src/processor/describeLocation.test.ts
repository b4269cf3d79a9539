import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { describeLocation } from './describeLocation';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitlab: [
        {
          host: 'git.example.com',
          apiBaseUrl: 'https://git.example.com/api/v4',
        },
      ],
    },
  }),
);
const url = (target: string) =>
  describeLocation({ type: 'url', target }, integrations)?.path;
const file = (target: string) =>
  describeLocation({ type: 'file', target }, integrations)?.path;

describe('describeLocation', () => {
  it.each([
    [
      'https://github.com/platform/infra/blob/main/kubernetes/services/a/service.yaml',
      'kubernetes/services/a/service.yaml',
    ],
    [
      'https://git.example.com/group/sub/project/-/blob/main/services/a/service.yaml',
      'services/a/service.yaml',
    ],
    ['https://github.com/acme/one/blob/main/service.yaml', 'service.yaml'],
    [
      'https://files.example.com/x/platform/data/a/service.yaml',
      'platform/data/a/service.yaml',
    ],
    ['https://files.example.com/x/y/a/service.yaml', 'a/service.yaml'],
    [
      'https://github.com/acme/one/blob/main/services/*/service.yaml',
      undefined,
    ],
    ['https://github.com/acme/one/blob/main/catalog-info.yaml', undefined],
    ['https://github.com/acme/one/blob/main/my-service.yaml', undefined],
    ['service.yaml', undefined],
  ])('reads %s as %s', (target, expected) => {
    expect(url(target)).toBe(expected);
  });

  it.each([
    [
      '/srv/platform/kubernetes/services/a/service.yaml',
      'services/a/service.yaml',
    ],
    ['/srv/infra/net/a/service.yaml', 'infra/net/a/service.yaml'],
    ['../a/service.yaml', 'a/service.yaml'],
    ['/srv/**/service.yaml', undefined],
  ])('reads the file %s as %s', (target, expected) => {
    expect(file(target)).toBe(expected);
  });

  it('does not know other types', () => {
    expect(
      describeLocation({ type: 's3', target: 'a/service.yaml' }, integrations),
    ).toBeUndefined();
  });
});
