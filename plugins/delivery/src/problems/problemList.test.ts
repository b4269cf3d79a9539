import { entityWith, problem } from '../__testUtils__/problems';
import {
  countProblems,
  filterProblems,
  groupProblems,
  listProblems,
  type ProblemFilter,
} from './problemList';

const all: ProblemFilter = { severity: [], team: [], code: [], text: '' };
const entries = listProblems([
  entityWith('alpha', [
    problem({ code: 'a' }),
    problem({ code: 'b', severity: 'error', message: 'A bad tab.' }),
  ]),
  entityWith('beta', [problem({ code: 'a' })], { owner: 'group:default/sre' }),
  entityWith('gamma', [problem({ code: 'a', file: 'x/kustomization.yaml' })]),
]);

const names = (filter: Partial<ProblemFilter>) =>
  filterProblems(entries, { ...all, ...filter }).map(
    ({ entity, problem: { code } }) => `${entity.metadata.name}/${code}`,
  );

describe('problemList', () => {
  it('keeps what has one of the values of each facet and every word', () => {
    expect(names({})).toHaveLength(4);
    expect(names({ team: ['sre'] })).toEqual(['beta/a']);
    expect(names({ team: ['sre', 'product'], code: ['b'] })).toEqual([
      'alpha/b',
    ]);
    expect(names({ text: 'bad TAB' })).toEqual(['alpha/b']);
    expect(names({ text: 'kustomization gamma' })).toEqual(['gamma/a']);
    expect(names({ text: 'kustomization beta' })).toEqual([]);
  });

  it('counts a facet under the other filters, and keeps what is chosen', () => {
    expect(countProblems(entries, 'team', all)).toEqual([
      { value: 'product', count: 3 },
      { value: 'sre', count: 1 },
    ]);
    expect(
      countProblems(entries, 'team', {
        ...all,
        team: ['sre'],
        severity: ['error'],
      }),
    ).toEqual([
      { value: 'product', count: 1 },
      { value: 'sre', count: 0 },
    ]);
    expect(
      countProblems(entries, 'severity', all).map(({ value }) => value),
    ).toEqual(['error', 'warning']);
  });

  it('puts manifests with errors first, and errors first in them', () => {
    const groups = groupProblems(entries.slice().reverse());
    expect(groups.map(({ entity }) => entity.metadata.name)).toEqual([
      'alpha',
      'beta',
      'gamma',
    ]);
    expect(groupProblems(entries)[0].problems.map(({ code }) => code)).toEqual([
      'b',
      'a',
    ]);
  });
});
