import { matchesNamespacePattern } from './matchesNamespacePattern';

describe('matchesNamespacePattern', () => {
  it.each([
    ['refunds', 'refunds', true],
    ['refunds', 'refunds-dev', false],
    ['refunds*', 'refunds-dev', true],
    ['*', 'refunds', true],
    ['*-dev', 'refunds-dev', true],
    ['kube-?', 'kube-a', true],
    ['{refunds,orders}', 'orders', true],
    ['r[ae]funds', 'refunds', true],
    ['re.unds', 'refunds', false],
    ['!kube-*', 'refunds', true],
    ['!kube-*', 'kube-system', false],
    ['#refunds', 'refunds', false],
    ['', 'refunds', false],
    [`${'*a'.repeat(40)}b`, 'a'.repeat(63), true],
  ])('%j, %j: %s', (pattern, namespace, expected) => {
    expect(matchesNamespacePattern(pattern, namespace)).toBe(expected);
  });
});
