import { parseServiceManifest } from '../parseServiceManifest';

const problemsOf = (...environments: string[]) => {
  const parsed = parseServiceManifest(
    `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: shelf
spec:
  owner:
    team: product
  environments:
${environments
  .map((each, index) => {
    const [name, from] = each.split(' < ');
    return `    - name: ${name}
      namespace: shelf-${index}
${from === undefined ? '' : `      promotesFrom: ${from}\n`}`;
  })
  .join('')}`,
    { path: 'kubernetes/services/shelf/service.yaml' },
  );
  return parsed.kind === 'foreign'
    ? ['foreign']
    : parsed.diagnostics.map(
        ({ line, column, severity, code, message }) =>
          `${line}:${column} ${severity} ${code}: ${message}`,
      );
};

describe('promotesFrom', () => {
  it('takes a path that branches and meets again', () => {
    expect(
      problemsOf(
        'dev',
        'staging',
        'eu < [staging]',
        'us < [staging]',
        'asia < [eu, us]',
      ),
    ).toEqual([]);
  });

  it.each([
    [
      ['dev', 'staging', 'production < [stagin]'],
      '15:22 error unknown-promotes-from: `spec.environments[2].promotesFrom[0]` is "stagin", which is no environment of the service: did you mean "staging"?',
    ],
    [
      ['dev', 'staging', 'production < [moon]'],
      '15:22 error unknown-promotes-from: `spec.environments[2].promotesFrom[0]` is "moon", which is no environment of the service: write one of dev, staging',
    ],
    [
      ['dev', 'production < [production]'],
      '13:22 error promotes-from-itself: `spec.environments[1].promotesFrom[0]` is "production", which is the environment itself: write one of dev',
    ],
    [
      ['dev', 'production < [staging]', 'staging'],
      '13:22 error promotes-from-later: `spec.environments[1].promotesFrom[0]` is "staging", which comes after "production", and releases come from environments above it: move "staging" up, or write one of dev',
    ],
    [
      ['dev', 'staging < [dev, dev]'],
      '13:27 error duplicate-promotes-from: `spec.environments[1].promotesFrom[1]` is "dev", which is listed twice: remove one of them',
    ],
    [
      ['dev < [staging]', 'staging'],
      '11:22 error promotes-from-later: `spec.environments[0].promotesFrom[0]` is "staging", which comes after "dev", and releases come from environments above it: nothing is promoted to the first environment: remove `promotesFrom`',
    ],
    [
      ['dev', 'staging < []'],
      '13:21 error invalid-value: `spec.environments[1].promotesFrom` is an empty list: write the names of one or more environments above it, such as [staging], or remove it',
    ],
    [
      ['dev', 'staging < dev'],
      '13:21 error wrong-type: `spec.environments[1].promotesFrom` is the string "dev": write the names of one or more environments above it, such as [staging], or remove it',
    ],
  ])('says of %j what is wrong, and where', (environments, problem) => {
    expect(problemsOf(...environments)).toEqual([problem]);
  });
});
