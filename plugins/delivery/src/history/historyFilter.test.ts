import {
  historyParams,
  NO_FILTER,
  readHistoryFilter,
  toDeploymentQuery,
} from './historyFilter';

const NOW = Date.parse('2026-11-29T21:30:00Z');

describe('readHistoryFilter', () => {
  it('reads what historyParams writes', () => {
    const filter = {
      service: 'component:default/shop',
      team: 'group:default/sre',
      environments: ['staging', 'production'],
      causes: ['rollback' as const, 'git' as const],
      outcomes: ['failed' as const],
      rolledBack: true,
      period: '30' as const,
      since: '2026-11-01T00:00:00.000Z',
      until: '2026-11-08T00:00:00.000Z',
      figure: 'leadTime' as const,
      text: 'a&b',
    };
    const search = String(new URLSearchParams(historyParams(filter)));
    expect(readHistoryFilter(new URLSearchParams(search))).toEqual(filter);
  });

  it('leaves out what an address should not say', () => {
    expect(
      readHistoryFilter(
        new URLSearchParams(
          'cause=luck&outcome=perhaps&days=-3&since=soon&countedIn=all&rolledBack=maybe',
        ),
      ),
    ).toEqual(NO_FILTER);
  });
});

describe('toDeploymentQuery', () => {
  it('asks for everything without a filter', () => {
    expect(toDeploymentQuery(NO_FILTER, {}, NOW)).toEqual({});
  });

  it('begins a span that ends now at a full hour', () => {
    expect(toDeploymentQuery({ ...NO_FILTER, period: '7' }, {}, NOW)).toEqual({
      since: '2026-11-22T21:00:00.000Z',
    });
  });

  it('stays with the service that the page is about', () => {
    expect(
      toDeploymentQuery(
        { ...NO_FILTER, service: 'component:default/other', text: ' 2.3 ' },
        { service: 'component:default/shop' },
        NOW,
      ),
    ).toEqual({ service: 'component:default/shop', text: '2.3' });
  });

  it('asks for exactly the deployments that a figure was computed from', () => {
    const span = {
      since: '2026-11-23T00:00:00.000Z',
      until: '2026-11-30T00:00:00.000Z',
    };
    expect(
      toDeploymentQuery(
        {
          ...NO_FILTER,
          ...span,
          team: 'group:default/sre',
          figure: 'failures',
        },
        {},
        NOW,
      ),
    ).toEqual({ ...span, team: 'group:default/sre', countedIn: 'failures' });
  });
});
