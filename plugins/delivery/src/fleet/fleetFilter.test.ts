import { NO_NARROWING, readFleetFilter, withFleetFilter } from './fleetFilter';

describe('the filter in the address', () => {
  it('is what was chosen', () => {
    const chosen = {
      text: 'kafka',
      view: 'behind',
      mine: true,
      team: 'group:default/product',
      layer: 'platform',
      category: 'messaging',
      cluster: 'edge',
      health: 'degraded',
      group: 'team',
      versions: true,
    } as const;
    const params = withFleetFilter(new URLSearchParams('other=1'), chosen);
    expect(readFleetFilter(params)).toEqual(chosen);
    expect(params.get('other')).toBe('1');
  });

  it('says nothing of what is not narrowed', () => {
    const params = new URLSearchParams(
      'show=behind&team=x&mine=true&group=team',
    );
    expect(String(withFleetFilter(params, NO_NARROWING))).toBe('group=team');
    expect(String(withFleetFilter(params, { view: 'drifted' }))).toBe(
      'show=drifted&team=x&mine=true&group=team',
    );
  });

  it('passes over what it does not know', () => {
    expect(
      readFleetFilter(
        new URLSearchParams('show=x&health=y&group=z&mine=perhaps&team='),
      ),
    ).toEqual({ text: '', view: 'all', mine: false, versions: false });
  });
});
