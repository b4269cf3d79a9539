import { concernedInstances } from './concernedInstances';

const instance = (name: string, clusters?: string[]) => ({
  status: { name, reachable: true },
  clusters,
});
const INSTANCES = [
  instance('first', ['homelab']),
  instance('second', ['homelab']),
  instance('elsewhere', ['edge']),
];
const environment = (
  presence: 'present' | 'unlisted' | 'absent' | 'forbidden' | 'unknown',
  name?: string,
) => ({ cluster: 'homelab', presence, instance: name });

const namesFor = (...environments: Array<ReturnType<typeof environment>>) =>
  concernedInstances(environments, INSTANCES).map(({ status }) => status.name);

describe('concernedInstances', () => {
  it('are those that have the Applications', () => {
    expect(namesFor(environment('present', 'second'))).toEqual(['second']);
    expect(
      namesFor(
        environment('unlisted', 'second'),
        environment('present', 'first'),
      ),
    ).toEqual(['first', 'second']);
  });

  it.each(['absent', 'forbidden', 'unknown'] as const)(
    'are all that may have an Application that is %s',
    presence => {
      expect(namesFor(environment(presence, 'first'))).toEqual([
        'first',
        'second',
      ]);
    },
  );

  it('are none without environments', () => {
    expect(namesFor()).toEqual([]);
  });
});
