import { serviceEntity } from '../__testUtils__/delivery';
import { entityTeam } from './entityTeam';

describe('entityTeam', () => {
  it('is the name of the group that owns it', () => {
    expect(entityTeam(serviceEntity())).toBe('product');
    expect(entityTeam(serviceEntity({ owner: 'sre' }))).toBe('sre');
  });

  it('is not known when nobody owns it', () => {
    expect(
      entityTeam({ ...serviceEntity(), spec: { type: 'gitops-repository' } }),
    ).toBeUndefined();
  });
});
