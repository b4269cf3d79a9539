import {
  environment,
  promotion,
  serviceDelivery,
} from '../__testUtils__/delivery';
import { announcements } from './announcements';

const calm = serviceDelivery({
  environments: [environment('dev')],
  transitions: [],
});

describe('announcements', () => {
  it('says nothing at first, and nothing when only ages changed', () => {
    expect(announcements(undefined, calm)).toEqual([]);
    expect(
      announcements(
        calm,
        serviceDelivery({
          environments: [environment('dev', { asOf: 'later' })],
          transitions: [],
        }),
      ),
    ).toEqual([]);
  });

  it('says a changed health and a new release', () => {
    const [health] = announcements(calm, {
      ...calm,
      environments: [environment('dev', { health: 'Degraded' })],
    });
    expect(health).toMatchObject({
      kind: 'environment',
      environment: { health: 'Degraded' },
    });
    expect(health).not.toHaveProperty('release');
    expect(
      announcements(calm, {
        ...calm,
        environments: [
          environment('dev', {
            release: { images: [{ name: 'x', tag: '3.0.0' }] },
          }),
        ],
      }),
    ).toMatchObject([{ release: '3.0.0' }]);
  });

  it('says how a promotion goes on', () => {
    const transition = {
      from: 'dev',
      to: 'prod',
      state: 'under-way',
      changes: [],
    } as const;
    const open = {
      ...calm,
      transitions: [{ ...transition, changes: [], promotion: promotion() }],
    };
    const merged = {
      ...calm,
      transitions: [
        {
          ...transition,
          changes: [],
          promotion: promotion({ status: 'merged' }),
        },
      ],
    };
    expect(announcements(calm, open)).toEqual([
      { kind: 'promotion', to: 'prod', status: 'open' },
    ]);
    expect(announcements(open, open)).toEqual([]);
    expect(announcements(open, merged)).toEqual([
      { kind: 'promotion', to: 'prod', status: 'merged' },
    ]);
  });
});
