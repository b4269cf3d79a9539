import fc from 'fast-check';
import type { FleetCell, FleetRow } from './Fleet';
import { environmentColumns } from './environmentColumns';
import { compareFleetRows, fleetNeed } from './fleetNeed';
import { fleetLag } from './fleetLag';

const cell = (name: string, overrides: Partial<FleetCell> = {}): FleetCell => ({
  name,
  cluster: 'homelab',
  presence: 'present',
  sync: 'Synced',
  health: 'Healthy',
  stale: false,
  ...overrides,
});

const cells = fc.record({
  name: fc.constantFrom('dev', 'staging', 'production'),
  cluster: fc.constant('homelab'),
  presence: fc.constantFrom('present' as const, 'unknown' as const),
  sync: fc.constantFrom('Synced' as const, 'OutOfSync' as const),
  health: fc.constantFrom('Healthy' as const, 'Degraded' as const),
  stale: fc.boolean(),
  forbidden: fc.constantFrom(undefined, true as const),
});

const rows = fc
  .record({
    entityRef: fc.string(),
    name: fc.string(),
    owner: fc.constant('group:default/product'),
    environments: fc.uniqueArray(cells, { selector: ({ name }) => name }),
  })
  .map(
    (row): FleetRow => ({ ...row, need: fleetNeed(row, ['production']).need }),
  );

describe('fleetNeed', () => {
  const needOf = (...environments: FleetCell[]) =>
    fleetNeed({ environments }, ['production']);

  it('says the worst, of production first', () => {
    expect(needOf(cell('dev'), cell('production'))).toEqual({ need: 'none' });
    expect(
      needOf(
        cell('dev', { health: 'Degraded' }),
        cell('production', { health: 'Degraded' }),
      ),
    ).toEqual({ need: 'degraded', environment: 'production' });
    expect(
      needOf(cell('dev', { stale: true }), cell('production', { lag: {} })),
    ).toEqual({ need: 'unreachable', environment: 'dev' });
    expect(needOf(cell('dev'), cell('production', { lag: {} })).need).toBe(
      'behind',
    );
    expect(needOf(cell('dev'), cell('staging', { lag: {} })).need).toBe('none');
  });

  it('does not say of what was seen last that it is so now', () => {
    const degraded = { health: 'Degraded', syncFailing: true } as const;
    expect(needOf(cell('dev', { ...degraded, stale: true }))).toEqual({
      need: 'unreachable',
      environment: 'dev',
    });
    expect(
      needOf(
        cell('dev', degraded),
        cell('production', { ...degraded, stale: true }),
      ),
    ).toEqual({ need: 'degraded', environment: 'dev' });
  });

  it('tells a promotion that is stuck from one that waits for somebody', () => {
    const needs = (promotion: FleetRow['promotion']) =>
      fleetNeed({ environments: [cell('production')], promotion }, []).need;
    expect(needs({ to: 'production', status: 'open', blocked: true })).toBe(
      'blocked',
    );
    expect(
      needs({ to: 'production', status: 'open', approval: 'awaited' }),
    ).toBe('approval');
    expect(needs({ to: 'production', status: 'verifying' })).toBe('none');
  });

  it('counts nothing that the viewer may not see', () => {
    fc.assert(
      fc.property(rows, row => {
        const environments = row.environments.map(each => ({
          ...each,
          forbidden: true as const,
        }));
        expect(fleetNeed({ environments }, ['production']).need).toBe('none');
      }),
    );
  });

  it('never says less when one more environment is known', () => {
    fc.assert(
      fc.property(rows, cells, (row, more) => {
        const before = row.need;
        const { need } = fleetNeed(
          { environments: [...row.environments, more] },
          ['production'],
        );
        const rank = (of: FleetRow['need']) =>
          Math.sign(
            compareFleetRows({ ...row, need: of }, { ...row, need: before }),
          );
        expect(rank(need)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('compareFleetRows', () => {
  it('gives one order, whatever the order was', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(rows, { selector: ({ entityRef }) => entityRef }),
        fleet => {
          const order = (of: FleetRow[]) =>
            [...of].sort(compareFleetRows).map(({ entityRef }) => entityRef);
          expect(order([...fleet].reverse())).toEqual(order(fleet));
        },
      ),
    );
  });
});

describe('environmentColumns', () => {
  it('has production last, and the others as their paths have them', () => {
    const path = (...names: string[]) => ({
      environments: names.map(name => ({ name })),
    });
    expect(
      environmentColumns(
        [
          path('production'),
          path('dev', 'staging', 'production'),
          path('dev', 'staging', 'canary', 'production'),
        ],
        ['production'],
      ),
    ).toEqual(['dev', 'staging', 'canary', 'production']);
  });

  it('has each name once, and the same order for services in any order', () => {
    fc.assert(
      fc.property(fc.array(rows), fleet => {
        const columns = environmentColumns(fleet, ['production']);
        expect(new Set(columns)).toEqual(
          new Set(fleet.flatMap(row => row.environments.map(e => e.name))),
        );
        expect(columns).toHaveLength(new Set(columns).size);
        expect(
          environmentColumns([...fleet].reverse(), ['production']),
        ).toEqual(columns);
        expect(columns.indexOf('production')).toBe(
          columns.includes('production') ? columns.length - 1 : -1,
        );
      }),
    );
  });
});

describe('fleetLag', () => {
  const before = [
    { release: 'c', from: '2026-01-04T00:00:00.000Z' },
    { release: 'b', from: '2026-01-03T00:00:00.000Z' },
    { release: 'c', from: '2026-01-02T00:00:00.000Z' },
    { release: 'a', from: '2026-01-01T00:00:00.000Z' },
  ];

  it('counts each release once, and says when it began', () => {
    expect(fleetLag('a', before)).toEqual({
      releases: 2,
      since: '2026-01-02T00:00:00.000Z',
    });
    expect(fleetLag('b', before)).toEqual({
      releases: 1,
      since: '2026-01-04T00:00:00.000Z',
    });
  });

  it('gives no number that the record does not prove', () => {
    expect(fleetLag('x', before)).toEqual({});
    expect(fleetLag('c', before)).toEqual({});
    expect(
      fleetLag('a', [
        { from: '2026-01-05T00:00:00.000Z' },
        { release: 'a', from: '2026-01-01T00:00:00.000Z' },
      ]),
    ).toEqual({ since: '2026-01-05T00:00:00.000Z' });
  });
});
