import { parseTeams } from './parseTeams';

const path = 'kubernetes/bootstrap/teams.yaml';
const head = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
---
apiVersion: platform.stonegarden.dev/v1alpha1
kind: Teams
metadata: {name: teams, annotations: {a: b}}
spec:
  teams:
`;

describe('parseTeams', () => {
  it('reads the teams among the other documents of a file', () => {
    const text = `${head}
    - {name: product, title: Product, slack: media, email: p@example.com, members: [jane]}
    - {name: sre, oncall: "https://oncall.example.com/sre"}
`;
    expect(parseTeams(text, { path })).toEqual({
      diagnostics: [],
      teams: [
        {
          name: 'product',
          title: 'Product',
          slack: '#media',
          email: 'p@example.com',
          members: ['jane'],
        },
        { name: 'sre', oncall: 'https://oncall.example.com/sre' },
      ],
    });
  });

  it('leaves out a team with an error and keeps its neighbors', () => {
    const text = `${head}
    - {name: Product Team}
    - {name: sre, e-mail: sre@example.com}
    - {name: sre, title: again}
    - {name: nobody, members: ['']}
`;
    const { teams, diagnostics } = parseTeams(text, { path });
    expect(teams).toEqual([{ name: 'sre' }]);
    expect(diagnostics).toMatchObject([
      { code: 'invalid-value', field: 'spec.teams[0].name', line: 10 },
      {
        code: 'invalid-value',
        line: 13,
        message:
          '`spec.teams[3].members[0]` is "": write the name of a user as the catalog knows it',
      },
      {
        code: 'unknown-field',
        line: 11,
        message:
          '`spec.teams[1].e-mail` is not a field of a list of teams: did you mean `email`?',
      },
    ]);
  });

  it.each([
    '',
    'kind: Teams',
    '[',
    'apiVersion: platform.stonegarden.dev/v1alpha1\nkind: Service',
  ])('finds no team in %j', text => {
    expect(parseTeams(text, { path })).toEqual({ teams: [], diagnostics: [] });
  });

  it('reports a syntax error and keeps what can be read', () => {
    const { teams, diagnostics } = parseTeams(
      `${head}    - {name: sre}\n    - {name: "x\n`,
      { path },
    );
    expect(teams).toContainEqual({ name: 'sre' });
    expect(diagnostics[0]).toMatchObject({ code: 'yaml-syntax' });
  });
});
