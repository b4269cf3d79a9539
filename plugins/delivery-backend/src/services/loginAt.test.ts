import type { Entity } from '@backstage/catalog-model';
import { loginAt } from './loginAt';

const OWN = 'ghes.acme.example';

const user = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'jo', annotations },
});
const readFrom = (location: string) =>
  user({
    'github.com/user-login': 'jdoe',
    'backstage.io/managed-by-location': location,
  });

describe('loginAt', () => {
  it.each<[string, string, string | undefined]>([
    [`url:https://${OWN}/jdoe`, OWN, 'jdoe'],
    [`url:https://${OWN}/jdoe`, 'github.com', undefined],
    [`github-org:https://${OWN}/acme`, 'github.com', undefined],
    ['url:https://github.com/jdoe', 'github.com', 'jdoe'],
    ['url:https://github.com/jdoe', OWN, undefined],
    ['file:/org/users.yaml', 'github.com', 'jdoe'],
    ['file:/org/users.yaml', OWN, undefined],
    ['msgraph:default/1234', 'github.com', 'jdoe'],
  ])('of a User from %s at %s is %s', (location, host, login) => {
    expect(loginAt(readFrom(location), host)).toBe(login);
  });

  it('is what an annotation of the host itself says', () => {
    const named = user({ [`${OWN}/user-login`]: 'jd' });
    expect(loginAt(named, OWN)).toBe('jd');
    expect(loginAt(named, 'github.com')).toBeUndefined();
  });

  it('is not known of a User who came from nowhere', () => {
    expect(
      loginAt(user({ 'github.com/user-login': 'jdoe' }), 'github.com'),
    ).toBeUndefined();
  });
});
