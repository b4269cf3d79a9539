import { environmentState, type EnvironmentFacts } from './environmentState';

describe('environmentState', () => {
  it.each<[EnvironmentFacts, string]>([
    [{ presence: 'present', health: 'Healthy' }, 'health'],
    [{ presence: 'present', health: 'Missing' }, 'health'],
    [{ presence: 'unlisted', health: 'Healthy' }, 'health'],
    [{ presence: 'unknown', health: 'Unknown' }, 'health'],
    [{ presence: 'absent', health: 'Unknown' }, 'noApplication'],
    [{ presence: 'forbidden', health: 'Unknown' }, 'notVisible'],
    [
      { presence: 'present', neverDeployed: true, health: 'Missing' },
      'neverDeployed',
    ],
    // Argo CD calls an Application without resources Healthy.
    [
      { presence: 'present', neverDeployed: true, health: 'Healthy' },
      'neverDeployed',
    ],
    [
      { presence: 'present', neverDeployed: true, health: 'Degraded' },
      'health',
    ],
  ])('%j is %s', (facts, state) => {
    expect(environmentState(facts)).toBe(state);
  });
});
