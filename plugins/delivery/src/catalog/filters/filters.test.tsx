import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityKindPicker,
  EntityListProvider,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { QueryClient } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../../__testUtils__/axe';
import { component } from '../../__testUtils__/delivery';
import { DeliveryQueryProvider } from '../../shared/queries/DeliveryQueryProvider';
import { deliveryQueryClientRef } from '../../shared/queries/deliveryQueryClientRef';
import { LayerFilter } from './LayerFilter';
import { ProblemsFilter } from './ProblemsFilter';
import { SlaFilter } from './SlaFilter';
import { ValueFilter } from './ValueFilter';

// The catalog's index makes no difference between a list of objects and one; its stand-in here knows only one.
const ofSource = (...[name, spec]: Parameters<typeof component>) =>
  component(name, spec, {
    annotations: { 'platform.stonegarden.dev/source': 'homelab' },
  });
const entities = [
  ofSource('shop', {
    layer: 'services',
    category: 'retail',
    environments: { name: 'dev', cluster: 'harbour' },
    sla: { availability: { percent: 99.9 }, latency: { milliseconds: 80 } },
  }),
  ofSource('kafka', {
    layer: 'platform',
    category: 'messaging',
    environments: { name: 'production', cluster: 'homelab' },
    sla: { availability: { percent: 100 }, latency: { milliseconds: 1500 } },
    problems: { severity: 'warning' },
  }),
  ofSource('storage', {
    layer: 'infra',
    environments: { name: 'production', cluster: 'homelab' },
    problems: { severity: 'error' },
  }),
  { ...component('disk', { layer: 'infra' }), kind: 'Resource' },
];

const Names = () => {
  const { entities: listed, loading } = useEntityList();
  return (
    <p data-testid="names">
      {loading ? '…' : listed.map(({ metadata }) => metadata.name).join(' ')}
    </p>
  );
};

function renderFilters(path = '/') {
  return renderInTestApp(
    <EntityListProvider pagination={{ mode: 'cursor', limit: 10 }}>
      <EntityKindPicker initialFilter="component" />
      <DeliveryQueryProvider>
        <LayerFilter />
        <ValueFilter name="categories" />
        <ValueFilter name="environments" />
        <ValueFilter name="clusters" />
        <SlaFilter name="availability" />
        <SlaFilter name="latency" />
        <ProblemsFilter />
      </DeliveryQueryProvider>
      <Names />
    </EntityListProvider>,
    {
      initialRouteEntries: [path],
      apis: [
        [catalogApiRef, catalogApiMock({ entities })],
        [deliveryQueryClientRef, new QueryClient()],
      ],
    },
  );
}

const listed = () => screen.getByTestId('names').textContent;

async function choose(filter: RegExp, option: RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: filter }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
  await userEvent.keyboard('{Escape}');
}

describe('filters of services', () => {
  it.each([
    [/Layer/, /^Platform \(1\)/, 'kafka'],
    [/Category/, /^retail \(1\)/, 'shop'],
    [/Environment/, /^production \(2\)/, 'kafka storage'],
    [/Cluster/, /^harbour \(1\)/, 'shop'],
    [/Availability/, /^At least 99\.9\s% \(2\)/, 'kafka shop'],
    [/Latency/, /^At most 100.ms \(1\)/, 'shop'],
    [/Problems/, /^Errors \(1\)/, 'storage'],
  ])('%s lets %s pass', async (filter, option, names) => {
    renderFilters();
    await waitFor(() => expect(listed()).toBe('kafka shop storage'));
    await choose(filter, option);
    await waitFor(() => expect(listed()).toBe(names));
  });

  it('come from the address, and go into it', async () => {
    renderFilters('/?filters[availability]=99.99');
    await waitFor(() => expect(listed()).toBe('kafka'));
    await waitFor(() => expect(window.location.search).toContain('99.99'));
    await choose(/Availability/, /^Any/);
    await waitFor(() => expect(listed()).toBe('kafka shop storage'));
    await waitFor(() => expect(window.location.search).not.toContain('99.99'));
  });

  it('take several values', async () => {
    renderFilters('/?filters[layers]=infra&filters[layers]=platform');
    await waitFor(() => expect(listed()).toBe('kafka storage'));
  });

  it('are for components only', async () => {
    renderFilters('/?filters[kind]=resource&filters[layers]=platform');
    await waitFor(() => expect(listed()).toBe('disk'));
    expect(
      screen.queryByRole('button', { name: /Layer/ }),
    ).not.toBeInTheDocument();
  });

  it('are accessible', async () => {
    const { container } = renderFilters();
    await waitFor(() => expect(listed()).toBe('kafka shop storage'));
    await screen.findByRole('button', { name: /Layer/ });
    const ours = container.querySelectorAll('.bui-Select');
    expect(ours).toHaveLength(7);
    for (const one of ours) {
      expect(await axe(one)).toEqual([]);
    }
  });
});
