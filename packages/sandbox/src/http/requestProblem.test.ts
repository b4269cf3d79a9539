import { requestProblem } from './requestProblem';

describe('requestProblem', () => {
  it('takes the status of errors about the request only', () => {
    expect(requestProblem(Object.assign(new Error('x'), { status: 413 }))).toBe(
      413,
    );
    expect(
      requestProblem(Object.assign(new Error('x'), { status: 500 })),
    ).toBeUndefined();
    expect(requestProblem(new Error('x'))).toBeUndefined();
    expect(requestProblem({ status: 400 })).toBeUndefined();
  });
});
