import { entityWith, problem } from '../__testUtils__/problems';
import { entityProblems } from './entityProblems';

describe('entityProblems', () => {
  it('puts errors before warnings and keeps their order else', () => {
    const codes = entityProblems(
      entityWith('shop', [
        problem({ code: 'a', severity: 'warning' }),
        problem({ code: 'b', severity: 'error' }),
        problem({ code: 'c', severity: 'error' }),
      ]),
    ).map(({ code }) => code);
    expect(codes).toEqual(['b', 'c', 'a']);
  });

  it('leaves out what is not a problem', () => {
    const entity = entityWith('shop', [problem()]);
    expect(
      entityProblems({
        ...entity,
        spec: { problems: [null, 'no', { code: 'x' }, { ...problem() }] },
      }),
    ).toEqual([problem()]);
    expect(entityProblems({ ...entity, spec: { problems: 'many' } })).toEqual(
      [],
    );
    expect(entityProblems({ ...entity, spec: undefined })).toEqual([]);
  });
});
