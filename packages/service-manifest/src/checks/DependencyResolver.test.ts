import { DependencyResolver } from './DependencyResolver';
import { locateManifest } from '../schema/locateManifest';

function service(path: string, aliases: string[] = []) {
  const location = locateManifest(`kubernetes/${path}/service.yaml`);
  return { name: location.folder, aliases, location };
}

describe('DependencyResolver', () => {
  it('prefers a name to an alias, and an alias to a path', () => {
    const resolver = new DependencyResolver([
      service('services/proxy', ['cache', 'data/redis']),
      service('platform/data/cache'),
      service('platform/data/redis'),
    ]);
    expect(resolver.resolve('cache')).toBe('cache');
    expect(resolver.resolve('data/redis')).toBe('proxy');
    expect(resolver.resolve('platform/data/redis')).toBe('redis');
    expect(resolver.resolve('platform/proxy')).toBeUndefined();
  });

  it('does not confuse services of one folder name in different layers', () => {
    const resolver = new DependencyResolver([
      { ...service('infra/monitoring/agent'), name: 'infra-agent' },
      { ...service('platform/monitoring/agent'), name: 'platform-agent' },
    ]);
    expect(resolver.resolve('infra/monitoring/agent')).toBe('infra-agent');
    expect(resolver.resolve('platform/monitoring/agent')).toBe(
      'platform-agent',
    );
    expect(resolver.resolve('agent')).toBeUndefined();
  });
});
