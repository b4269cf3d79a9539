import type {
  EnvironmentStatus,
  ServiceDelivery,
} from '@stonegarden/backstage-plugin-delivery-common';
import { hideEnvironments } from './hideEnvironments';

const environment = (name: string, instance?: string): EnvironmentStatus => ({
  name,
  cluster: 'homelab',
  namespace: `shop-${name}`,
  autoSync: false,
  presence: instance ? 'present' : 'unknown',
  ...(instance ? { instance } : {}),
  sync: 'Unknown',
  health: 'Unknown',
  stale: false,
});

/** Of two Argo CDs that deploy to one cluster. */
const view = (...environments: EnvironmentStatus[]): ServiceDelivery => ({
  entityRef: 'component:default/shop',
  environments,
  transitions: [],
  histories: [],
  instances: ['a', 'b'].map(name => ({ name, reachable: true })),
  strayApplications: [],
  permissions: {
    promote: [],
    sync: [],
    approve: [],
    rollback: [],
    emergencyRollback: [],
    rollout: [],
    rolloutBypass: [],
    override: [],
    logs: [],
  },
  generatedAt: '2026-01-01T00:00:00Z',
});

const instancesOf = ({ instances }: ServiceDelivery) =>
  instances.map(({ name }) => name);

describe('hideEnvironments', () => {
  const isProduction = (name: string) => name === 'production';

  it('does not tell which Argo CD has what is hidden', () => {
    const hidden = hideEnvironments(
      view(environment('dev', 'a'), environment('production', 'b')),
      isProduction,
    );
    expect(instancesOf(hidden)).toEqual(['a']);
    expect(JSON.stringify(hidden)).not.toContain('"b"');
  });

  it.each([
    ['nothing is hidden', environment('dev', 'a'), () => false],
    [
      'it is not known which one has what is shown',
      environment('dev'),
      isProduction,
    ],
  ])('tells of all that it may be about where %s', (_case, dev, isHidden) => {
    const shown = hideEnvironments(
      view(dev, environment('production', 'b')),
      isHidden,
    );
    expect(instancesOf(shown)).toEqual(['a', 'b']);
  });
});
