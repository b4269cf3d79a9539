import { readMetricsFilter, toDoraQuery } from './metricsFilter';

const NOW = Date.parse('2026-11-29T21:30:00Z'); // a Sunday

const query = (search: string, scope = {}) =>
  toDoraQuery(readMetricsFilter(new URLSearchParams(search)), scope, NOW);

describe('toDoraQuery', () => {
  it('asks for 90 days by the week, from a Monday until the end of today', () => {
    expect(query('')).toEqual({
      since: '2026-08-31T00:00:00.000Z',
      until: '2026-11-30T00:00:00.000Z',
      bucket: 'week',
    });
  });

  it.each([
    ['days=30&bucket=day', '2026-10-31T00:00:00.000Z'],
    ['days=30&bucket=week', '2026-10-26T00:00:00.000Z'],
    ['days=365&bucket=month', '2025-11-01T00:00:00.000Z'],
  ])('begins a whole span early for %s', (search, since) => {
    expect(query(search).since).toBe(since);
  });

  it('takes the usual for what an address should not say', () => {
    expect(query('days=-1&bucket=year')).toEqual(query(''));
  });

  it('asks for a team or a service', () => {
    expect(query('team=group:default/sre')).toMatchObject({
      team: 'group:default/sre',
    });
  });

  it('stays with the service that the page is about', () => {
    expect(
      query('service=component:default/other', {
        service: 'component:default/shop',
      }),
    ).toMatchObject({ service: 'component:default/shop' });
  });
});
