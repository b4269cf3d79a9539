import { testIndex, treeOf } from '../__testUtils__/buildFrom';
import { expectSound } from '../__testUtils__/expectSound';
import { teamsText } from '../__testUtils__/manifestText';

describe('toRepository', () => {
  it('gives a Resource for the repository, with what no service can tell', async () => {
    const index = testIndex();
    index.setNotes([
      {
        severity: 'error',
        code: 'source-unreadable',
        message: 'It cannot be read',
        since: '2026-01-01T00:00:00.000Z',
      },
    ]);
    await index.replace(
      treeOf({
        'kubernetes/bootstrap/teams.yaml': teamsText([{ name: 'No Name' }]),
        'kubernetes/services/No Name/service.yaml':
          'apiVersion: platform.stonegarden.dev/v1alpha1\nkind: [',
      }),
    );
    const { entities, notes } = await index.build();
    expect(entities.get('resource:default/acme-repository')).toMatchObject({
      spec: {
        type: 'gitops-repository',
        owner: 'group:default/unknown',
        problems: [
          {
            code: 'source-unreadable',
            since: '2026-01-01T00:00:00.000Z',
            file: 'kubernetes',
            docs: expect.stringMatching(/problems\/source-unreadable\.md$/),
          },
          { file: 'kubernetes/bootstrap/teams.yaml' },
          {
            code: 'yaml-syntax',
            file: 'kubernetes/services/No Name/service.yaml',
          },
        ],
      },
    });
    expect(notes).toHaveLength(3);
    await expectSound([...entities.values()]);
  });
});
