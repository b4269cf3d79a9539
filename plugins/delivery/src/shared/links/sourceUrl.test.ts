import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { serviceEntity } from '../../__testUtils__/delivery';
import { sourceUrl } from './sourceUrl';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        { host: '127.0.0.1:7391', apiBaseUrl: 'http://127.0.0.1:7391/api/v3' },
      ],
      gitea: [{ host: 'gitea.example.org' }],
      bitbucketServer: [
        {
          host: 'bitbucket.example.org',
          apiBaseUrl: 'https://bitbucket.example.org/rest/api/1.0',
        },
      ],
    },
  }),
);
const MANIFEST = 'kubernetes/services/shop/service.yaml';
const OVERLAY = 'kubernetes/services/shop/environments/dev/kustomization.yaml';

function entityAt(location: string) {
  const entity = serviceEntity({}, 'shop');
  entity.metadata.annotations = {
    'backstage.io/managed-by-location': location,
    'platform.stonegarden.dev/manifest-path': MANIFEST,
  };
  return entity;
}

describe('sourceUrl', () => {
  it.each([
    [
      'GitHub',
      `https://github.com/acme/gitops/tree/main/${MANIFEST}`,
      `https://github.com/acme/gitops/blob/main/${OVERLAY}#L31`,
    ],
    [
      'a GitHub on another host',
      `http://127.0.0.1:7391/acme/gitops/blob/main/${MANIFEST}`,
      `http://127.0.0.1:7391/acme/gitops/blob/main/${OVERLAY}#L31`,
    ],
    [
      'GitLab',
      `https://gitlab.com/acme/team/gitops/-/tree/main/${MANIFEST}`,
      `https://gitlab.com/acme/team/gitops/-/blob/main/${OVERLAY}#L31`,
    ],
    [
      'Gitea',
      `https://gitea.example.org/acme/gitops/src/branch/main/${MANIFEST}`,
      `https://gitea.example.org/acme/gitops/src/branch/main/${OVERLAY}#L31`,
    ],
    [
      'Bitbucket Cloud',
      `https://bitbucket.org/acme/gitops/src/main/${MANIFEST}`,
      `https://bitbucket.org/acme/gitops/src/main/${OVERLAY}#lines-31`,
    ],
    [
      'Bitbucket Server',
      `https://bitbucket.example.org/projects/a/repos/gitops/browse/${MANIFEST}?at=main`,
      `https://bitbucket.example.org/projects/a/repos/gitops/browse/${OVERLAY}?at=main#31`,
    ],
    [
      'Azure',
      `https://dev.azure.com/acme/p/_git/gitops?path=${encodeURIComponent(
        `/${MANIFEST}`,
      )}&version=GBmain`,
      `https://dev.azure.com/acme/p/_git/gitops?path=${encodeURIComponent(
        `/${OVERLAY}`,
      )}&version=GBmain&line=31&lineEnd=32&lineStartColumn=1&lineEndColumn=1`,
    ],
  ])('leads to the line at %s', (_, location, expected) => {
    expect(
      sourceUrl(integrations, entityAt(`url:${location}`), OVERLAY, 31),
    ).toBe(expected);
  });

  it('follows a branch that has a slash in its name', () => {
    expect(
      sourceUrl(
        integrations,
        entityAt(
          `url:https://github.com/acme/gitops/tree/release/1.2/${MANIFEST}`,
        ),
        OVERLAY,
      ),
    ).toBe(`https://github.com/acme/gitops/blob/release/1.2/${OVERLAY}`);
  });

  it('leads to the file when there is no line', () => {
    expect(
      sourceUrl(
        integrations,
        entityAt(`url:https://github.com/acme/gitops/tree/main/${MANIFEST}`),
        MANIFEST,
      ),
    ).toBe(`https://github.com/acme/gitops/blob/main/${MANIFEST}`);
  });

  it('leads from a repository to what lies in it', () => {
    const entity = entityAt('url:https://github.com/acme/gitops/tree/main/');
    delete entity.metadata.annotations?.[
      'platform.stonegarden.dev/manifest-path'
    ];
    expect(sourceUrl(integrations, entity, 'bootstrap/teams.yaml', 4)).toBe(
      'https://github.com/acme/gitops/blob/main/bootstrap/teams.yaml#L4',
    );
  });

  it('knows no address in a local folder, of a script, or of no file', () => {
    expect(
      sourceUrl(integrations, entityAt('file:/srv/gitops/x'), MANIFEST, 1),
    ).toBeUndefined();
    const script = ['javascript', 'alert(1)//service.yaml'].join(':');
    expect(
      sourceUrl(integrations, entityAt(`url:${script}`), MANIFEST, 1),
    ).toBeUndefined();
    expect(
      sourceUrl(
        integrations,
        entityAt(`url:https://github.com/acme/gitops/tree/main/${MANIFEST}`),
        '',
      ),
    ).toBeUndefined();
  });
});
