import { manifestText, teamsText } from './__testUtils__/manifestText';
import { interpretFiles } from './interpretFiles';

const apiGroup = 'platform.stonegarden.dev';

describe('interpretFiles', () => {
  it('sorts files into manifests, broken manifests and teams', () => {
    const content = interpretFiles(
      [
        {
          path: 'k8s/bootstrap/teams.yaml',
          text: teamsText([{ name: 'product' }, { name: 'No Name' }]),
        },
        { path: 'k8s/services/a/service.yaml', text: manifestText('a') },
        {
          path: 'k8s/services/b/service.yaml',
          text: manifestText('b', { environments: [] }),
        },
        {
          path: 'k8s/services/a/environments/base/service.yaml',
          text: 'apiVersion: v1\nkind: Service\n',
        },
        { path: 'k8s/teams/sre/rbac.yaml', text: '{' },
        { path: 'k8s/teams/sre/policies.yaml', text: '' },
        { path: 'k8s/teams/Not a Team/policies.yaml', text: '' },
      ],
      { folder: 'k8s', apiGroup },
    );
    expect(content).toMatchObject({
      good: [{ manifest: { name: 'a' }, diagnostics: [] }],
      broken: [
        {
          path: 'k8s/services/b/service.yaml',
          name: 'b',
          team: 'product',
          diagnostics: [{ field: 'spec.environments' }],
        },
      ],
      teams: [{ name: 'product' }],
      teamsPath: 'k8s/bootstrap/teams.yaml',
      teamDiagnostics: [{ field: 'spec.teams[1].name' }],
      teamFolders: ['sre'],
    });
    expect(content.good).toHaveLength(1);
  });

  it('works from the root of a repository', () => {
    const content = interpretFiles(
      [
        { path: 'services/a/service.yaml', text: manifestText('a') },
        { path: 'teams/sre/rbac.yaml', text: '' },
      ],
      { folder: '', apiGroup },
    );
    expect(content.good).toHaveLength(1);
    expect(content.teamFolders).toEqual(['sre']);
  });
});
