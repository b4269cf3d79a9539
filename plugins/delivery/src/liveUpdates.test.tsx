import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  EnvironmentResources,
  ResourceNode,
} from '@stonegarden/backstage-plugin-delivery-common';
import { environment, serviceDelivery } from './__testUtils__/delivery';
import { fleetCell, fleetOf, fleetRow } from './__testUtils__/fleet';
import {
  deliveryApiMock,
  renderDelivery,
  resourceApiMock,
} from './__testUtils__/renderDelivery';
import * as resources from './__testUtils__/resources';
import { DeliveryPage } from './fleet/DeliveryPage';
import { EnvironmentsContent } from './service/EnvironmentsContent';

jest.setTimeout(60_000);

let mockIsWide = false;
// It measures once, when it is loaded.
jest.mock('@backstage/ui', () => ({
  ...jest.requireActual('@backstage/ui'),
  useBreakpoint: () => ({
    breakpoint: mockIsWide ? 'xl' : 'initial',
    up: () => mockIsWide,
    down: () => !mockIsWide,
  }),
}));

const SERVICE = 'component:default/audiobookshelf';

/** Brings the news to the page, by a signal or as a poll does: both are to leave it as it is. */
const WAYS = ['a signal', 'a poll'] as const;
type Rendered = ReturnType<typeof renderDelivery>;
async function bring(
  way: (typeof WAYS)[number],
  { queryClient, signals }: Rendered,
) {
  if (way === 'a signal') signals.send({ entityRef: SERVICE });
  else await act(() => queryClient.refetchQueries());
}

/** Elements of the page by what tells them apart. */
function elementsOf(container: ParentNode, selector: string, name: string) {
  return new Map(
    [...container.querySelectorAll<HTMLElement>(selector)].map(element => [
      element.getAttribute(name) ?? element.textContent,
      element,
    ]),
  );
}

/** Says whether all of them are still there, each the very element that it was. */
function expectSame(
  before: Map<string | null, HTMLElement>,
  after: Map<string | null, HTMLElement>,
) {
  expect(before.size).toBeGreaterThan(0);
  for (const [name, element] of before) {
    expect({ name, same: after.get(name) === element }).toEqual({
      name,
      same: true,
    });
    expect(element.isConnected).toBe(true);
  }
}

describe.each(WAYS)('what %s brings', way => {
  it('leaves the stops of a service, the focus and the scroll position as they are', async () => {
    const view = renderDelivery(<EnvironmentsContent />);
    const { api, container } = view;
    const opener = await screen.findByRole('button', {
      name: 'production, details',
    });
    const stops = () => elementsOf(container, 'article', 'aria-label');
    const steps = () => elementsOf(container, '[role="region"]', 'aria-label');
    const before = { stops: stops(), steps: steps() };
    act(() => opener.focus());
    const list = opener.closest('ol') ?? container;
    list.scrollLeft = 120;
    const { environments, ...rest } = serviceDelivery();
    api.getService.mockResolvedValue({
      ...rest,
      environments: environments.map(each =>
        each.name === 'production' || each.name === 'dev'
          ? environment(each.name, {
              ...each,
              health: 'Degraded',
              sync: 'OutOfSync',
              release: undefined,
            })
          : each,
      ),
    });
    await bring(way, view);
    expect(
      await within(before.stops.get('Environment production')!).findByText(
        'Degraded',
      ),
    ).toBeInTheDocument();
    expectSame(before.stops, stops());
    expectSame(before.steps, steps());
    expect(opener).toHaveFocus();
    expect(list.scrollLeft).toBe(120);
  });

  it('leaves the resources of an open panel, what is chosen of them, the focus and the scroll position as they are', async () => {
    const node = (
      kind: string,
      name: string,
      overrides: Partial<ResourceNode> = {},
    ): ResourceNode => ({
      id: `${kind}/${name}`,
      parents: [],
      kind,
      namespace: 'audiobookshelf',
      name,
      health: 'Healthy',
      facts: [],
      images: [],
      ...overrides,
    });
    const pod = (name: string, overrides: Partial<ResourceNode> = {}) =>
      node('Pod', name, { parents: ['Deployment/shop'], ...overrides });
    const maps = Array.from({ length: 100 }, (_, index) =>
      node('ConfigMap', `settings-${index}`, { sync: 'Synced' }),
    );
    const of = (nodes: ResourceNode[]): EnvironmentResources =>
      resources.resources({ nodes, total: nodes.length });
    const deployment = node('Deployment', 'shop', {
      group: 'apps',
      sync: 'OutOfSync',
    });
    const resourceApi = resourceApiMock();
    resourceApi.getResources.mockResolvedValue(
      of([deployment, pod('shop-a'), pod('shop-b'), ...maps]),
    );
    const api = deliveryApiMock();
    const usual = serviceDelivery();
    api.getService.mockResolvedValue({
      ...usual,
      permissions: { ...usual.permissions, sync: ['production'] },
    });
    const view = renderDelivery(<EnvironmentsContent />, {
      api,
      resourceApi,
      path: '/?environment=production&view=resources',
    });
    const panel = await screen.findByRole('region', {
      name: 'Details of production',
    });
    const choice = await within(panel).findByRole('checkbox', {
      name: /Deployment shop/,
    });
    await userEvent.click(choice);
    const logs = within(panel).getByRole('button', { name: /shop-b/ });
    const tree = within(panel).getByRole('group', { name: /production/ });
    const rows = () =>
      new Map(
        [...tree.querySelectorAll<HTMLElement>('li')].map(row => [
          row.querySelector('strong + span')?.textContent ?? null,
          row,
        ]),
      );
    const before = rows();
    act(() => logs.focus());
    panel.scrollTop = 900;
    document.documentElement.scrollTop = 400;

    // A pod has gone, one has come before the others, one fails, and what was last is first.
    resourceApi.getResources.mockResolvedValue(
      of([
        maps[99],
        { ...deployment, health: 'Progressing' },
        pod('shop-0'),
        pod('shop-b', { health: 'Degraded' }),
        ...maps.slice(0, 99),
      ]),
    );
    api.getService.mockResolvedValue({
      ...usual,
      permissions: { ...usual.permissions, sync: ['production'] },
      environments: usual.environments.map(each => ({
        ...each,
        health: 'Progressing' as const,
      })),
    });
    await bring(way, view);
    expect(await within(tree).findByText('shop-0')).toBeInTheDocument();
    const after = rows();
    expect(after.has('shop-a')).toBe(false);
    before.delete('shop-a');
    expectSame(before, after);
    expect(screen.getByRole('region', { name: 'Details of production' })).toBe(
      panel,
    );
    expect(logs).toHaveFocus();
    expect(choice).toBeChecked();
    expect(panel.scrollTop).toBe(900);
    expect(document.documentElement.scrollTop).toBe(400);
    document.documentElement.scrollTop = 0;
  });

  describe('to the fleet', () => {
    const names = Array.from(
      { length: 200 },
      (_, index) => `service-${String(index).padStart(3, '0')}`,
    );
    /** The fleet in this order; the release of one in production is another. */
    const fleet = (order: string[], changed?: string) =>
      fleetOf(
        order.map(name =>
          fleetRow(name, {
            environments: [
              fleetCell('dev'),
              fleetCell('production', {
                release: name === changed ? '2.31.0' : '2.30.0',
              }),
            ],
          }),
        ),
      );
    /** The same with one of them before another, or after all where that is left out. */
    const moved = (order: string[], name: string, before?: string) => {
      const others = order.filter(each => each !== name);
      const place = before ? others.indexOf(before) : others.length;
      return [...others.slice(0, place), name, ...others.slice(place)];
    };
    /** As if the page were scrolled by so many pixels. */
    const scrollTo = (top: number) =>
      jest
        .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
        .mockImplementation(() => new DOMRect(0, -top, 1000, 20_000));
    afterEach(() => {
      mockIsWide = false;
      jest.restoreAllMocks();
    });

    it.each([
      ['matrix', true],
      ['cards', false],
    ])(
      'leaves its rows, a focused cell and the scroll position as they are (%s)',
      async (_name, isWide) => {
        mockIsWide = isWide;
        scrollTo(3_000);
        const api = deliveryApiMock();
        api.getFleet.mockResolvedValue(fleet(names));
        const view = renderDelivery(<DeliveryPage />, { api });
        const rows = () =>
          new Map(
            [...view.container.querySelectorAll<HTMLElement>('[data-row]')].map(
              row => [row.querySelector('a')?.textContent ?? null, row],
            ),
          );
        await waitFor(() => expect(rows().size).toBeGreaterThan(0));
        expect(screen.queryAllByRole('grid')).toHaveLength(isWide ? 1 : 0);
        const seen = names.filter(name => rows().has(name)).slice(1);
        expect(seen.length).toBeLessThan(60);
        const middle = Math.floor(seen.length / 2);
        const focused = seen[middle];
        const cell = screen.getByRole('link', {
          name: new RegExp(`^${focused}, production: `),
        });
        act(() => cell.focus());
        document.documentElement.scrollTop = 3_000;
        const before = rows();
        // In the matrix the way in by the Tab key was the first row, and is now the focused one.
        expect(before.has(names[0])).toBe(false);

        // Another comes up, and the focused one changes and goes down.
        const order = moved(
          moved(names, seen[middle + 2], seen[1]),
          focused,
          seen.at(-1),
        );
        api.getFleet.mockResolvedValue(fleet(order, focused));
        await bring(way, view);
        await waitFor(() =>
          expect(cell).toHaveAccessibleName(/production: 2\.31\.0/),
        );
        expectSame(before, rows());
        expect(cell).toHaveFocus();
        expect(document.documentElement.scrollTop).toBe(3_000);

        // It is now the last, far below what is seen.
        api.getFleet.mockResolvedValue(fleet(moved(names, focused)));
        await bring(way, view);
        await waitFor(() =>
          expect(cell).toHaveAccessibleName(/production: 2\.30\.0/),
        );
        expect([...rows().values()].at(-1)).toContainElement(cell);
        expect(cell).toHaveFocus();
        expect(document.documentElement.scrollTop).toBe(3_000);
        document.documentElement.scrollTop = 0;
      },
    );
  });
});
