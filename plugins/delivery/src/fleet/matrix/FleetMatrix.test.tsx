import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../../__testUtils__/axe';
import { fleetCell, fleetRow } from '../../__testUtils__/fleet';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import type { FleetSelection } from '../selection/useFleetSelection';
import { FleetMatrix } from './FleetMatrix';
import { matrixItems } from './matrixItems';

const NOW = Date.parse('2026-11-30T12:00:00Z');
const PRODUCTION = ['production'];
const columns = ['dev', 'staging', 'production'];

const kafka = fleetRow('kafka', {
  category: 'messaging',
  environments: [
    fleetCell('dev', {
      health: 'Degraded',
      since: '2026-11-30T11:54:00Z',
      release: '4.1.0',
    }),
    fleetCell('production', {
      release: '4.0.0',
      sync: 'OutOfSync',
      lag: { releases: 2, since: '2026-11-18T12:00:00Z' },
    }),
  ],
  need: 'degraded',
  why: {
    environment: 'dev',
    reason: createReason('ApplicationMissing', { environment: 'dev' }),
  },
});

function rendered(
  rows: Parameters<typeof matrixItems>[0],
  options: {
    group?: Parameters<typeof matrixItems>[1];
    onToggle?: (key: string) => void;
    isPicture?: boolean;
    selection?: FleetSelection;
  } = {},
) {
  const { group, onToggle = () => {}, isPicture, selection } = options;
  return renderDelivery(
    <FleetMatrix
      items={matrixItems(rows, group, new Set())}
      columns={columns}
      production={PRODUCTION}
      nameOf={ref => (ref === 'group:default/product' ? 'Product' : ref)}
      onToggle={onToggle}
      isPicture={isPicture}
      selection={selection}
      now={NOW}
    />,
  );
}

const row = async (name: string) =>
  within(await screen.findByRole('row', { name }));

afterEach(() => jest.restoreAllMocks());

describe('FleetMatrix', () => {
  it('has a cell per environment that says release, state and lag, and opens its panel', async () => {
    const { container } = rendered([kafka, fleetRow('audiobookshelf')]);
    expect(
      (await screen.findAllByRole('columnheader')).map(
        ({ textContent }) => textContent,
      ),
    ).toEqual(['Service', 'dev', 'staging', 'production', 'Why']);
    const cells = await row('kafka');
    expect(cells.getByRole('link', { name: 'kafka' })).toHaveAttribute(
      'href',
      '/catalog/default/component/kafka',
    );
    expect(cells.getByText('Product · messaging')).toBeInTheDocument();
    expect(
      cells.getByRole('link', {
        name: /^kafka, dev: 4.1.0, Degraded, 6\smin$/,
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/kafka/environments?environment=dev',
    );
    expect(
      cells.getByRole('link', {
        name: /^kafka, production: 4.0.0, Healthy, drifted, 2 behind, 12\sd$/,
      }),
    ).toHaveAttribute('data-lag', '2');
    expect(
      cells.getByRole('gridcell', { name: 'kafka has no environment staging' }),
    ).toBeInTheDocument();
    expect(cells.getByText(/^dev: /)).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('tells apart what was seen last, what is not known, and what never was', async () => {
    rendered([
      fleetRow('vector', {
        environments: [
          fleetCell('dev', { stale: true }),
          fleetCell('staging', {
            presence: 'unknown',
            health: 'Unknown',
            release: undefined,
          }),
          fleetCell('production', {
            neverDeployed: true,
            health: 'Missing',
            release: undefined,
          }),
        ],
      }),
    ]);
    const links = (await row('vector')).getAllByRole('link').slice(1);
    expect(links.map(link => link.getAttribute('aria-label'))).toEqual([
      'vector, dev: 2.30.0, Last seen Healthy',
      'vector, staging: Unknown',
      'vector, production: Never deployed',
    ]);
    expect(links.map(({ dataset }) => dataset.state)).toEqual([
      'stale',
      'unknown',
      'neverDeployed',
    ]);
  });

  it('does not guess a release where two versions run, and follows a canary', async () => {
    rendered([
      fleetRow('shop', {
        environments: [
          fleetCell('production', {
            release: undefined,
            mixed: true,
            health: 'Progressing',
            canaryWeight: 10,
          }),
        ],
      }),
    ]);
    expect(
      (await row('shop')).getByRole('link', {
        name: /^shop, production: two versions, Canary, 10\s%$/,
      }),
    ).toBeInTheDocument();
  });

  it('is one stop of the Tab key, from which arrows lead to every cell', async () => {
    rendered([kafka, fleetRow('audiobookshelf')]);
    await screen.findByRole('row', { name: 'kafka' });
    const focused = () =>
      document.activeElement?.getAttribute('aria-label') ??
      document.activeElement?.textContent;
    await userEvent.tab();
    expect(focused()).toBe('kafka');
    await userEvent.keyboard('{ArrowRight}');
    expect(focused()).toMatch(/^kafka, dev: /);
    await userEvent.keyboard('{ArrowRight}');
    expect(focused()).toBe('kafka has no environment staging');
    await userEvent.keyboard('{ArrowRight}{ArrowDown}');
    expect(focused()).toMatch(/^audiobookshelf, production: /);
    await userEvent.keyboard('{End}');
    expect(document.activeElement).toHaveAttribute('data-column', '4');
    await userEvent.keyboard('{Control>}{Home}{/Control}');
    expect(focused()).toBe('kafka');
    // Back to where one was.
    await userEvent.keyboard('{ArrowDown}');
    await userEvent.tab();
    await userEvent.tab({ shift: true });
    expect(focused()).toBe('audiobookshelf');
  });

  it('sums up a group, and shows and hides its services', async () => {
    const onToggle = jest.fn();
    const { container } = rendered([kafka, fleetRow('audiobookshelf')], {
      group: 'team',
      onToggle,
    });
    const head = await screen.findByRole('button', {
      name: 'Product, 2 services, 1 Degraded, 3 Healthy, 1 environment behind',
    });
    expect(head).toHaveAttribute('aria-expanded', 'true');
    expect(await axe(container)).toEqual([]);
    await userEvent.click(head);
    expect(onToggle).toHaveBeenCalledWith('team group:default/product');
    expect(
      matrixItems([kafka], 'team', new Set(['team group:default/product'])),
    ).toHaveLength(1);
  });

  it('draws which releases run where, each as far as it reaches', async () => {
    const { container } = rendered(
      [
        kafka,
        fleetRow('shop', {
          environments: [
            fleetCell('dev'),
            fleetCell('staging'),
            fleetCell('production', { release: undefined, mixed: true }),
          ],
        }),
      ],
      { isPicture: true },
    );
    const shop = await row('shop');
    const bar = shop.getByRole('link', {
      name: 'shop: 2.30.0 in dev, staging, Healthy',
    });
    expect(bar.closest('[role="gridcell"]')).toHaveAttribute(
      'aria-colspan',
      '2',
    );
    expect(
      shop.getByRole('link', {
        name: 'shop: two versions in production, Healthy',
      }),
    ).not.toHaveAttribute('data-rank');
    expect(
      (await row('kafka')).getByText(/^production: 2 behind, 12\sd$/),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);

    // Keys lead through an environment that a service does not have, in each direction.
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName(
      'kafka has no environment staging',
    );
    await userEvent.tab();
    await userEvent.tab({ shift: true });
    expect(document.activeElement).toHaveAccessibleName(
      'kafka has no environment staging',
    );
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName(
      /^kafka: 4.0.0 in production/,
    );

    // Up and down keep the column, also through a bar over several.
    await userEvent.keyboard('{Home}{ArrowDown}{ArrowRight}');
    expect(document.activeElement).toBe(bar);
    await userEvent.keyboard('{ArrowRight}{ArrowUp}');
    expect(document.activeElement).toHaveAccessibleName(
      /^kafka: 4.0.0 in production/,
    );
  });

  it('says where it is bad, of environments that run the same', async () => {
    rendered(
      [
        fleetRow('shop', {
          environments: [
            fleetCell('dev', { health: 'Degraded' }),
            fleetCell('staging', { sync: 'OutOfSync' }),
            fleetCell('production'),
          ],
        }),
      ],
      { isPicture: true },
    );
    expect(
      (await row('shop')).getByRole('link', {
        name: 'shop: 2.30.0 in dev, staging, production, Degraded in dev, drifted in staging',
      }),
    ).toBeInTheDocument();
  });

  it('scrolls to the cell that takes the focus, which may be off the screen while its row is on it', async () => {
    const scrolled: unknown[] = [];
    // Jsdom has none.
    HTMLElement.prototype.scrollIntoView = function scrollIntoView() {
      scrolled.push(this.dataset.column);
    };
    rendered([kafka]);
    await screen.findByRole('row', { name: 'kafka' });
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{End}');
    expect(scrolled).toEqual(['1', '4']);
  });

  it('renders of a thousand services only what is seen, and goes on by keys', async () => {
    jest
      .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
      .mockImplementation(() => new DOMRect(0, 0, 1000, 72_000));
    const many = Array.from({ length: 1_000 }, (_, index) =>
      fleetRow(`service-${index}`),
    );
    rendered(many);
    await screen.findByRole('row', { name: 'service-0' });
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '1001');
    expect(screen.getAllByRole('row').length).toBeLessThan(30);

    // Somebody scrolls to the middle.
    jest
      .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
      .mockImplementation(() => new DOMRect(0, -36_000, 1000, 72_000));
    fireEvent.scroll(document);
    expect(screen.getByRole('row', { name: 'service-505' })).toHaveAttribute(
      'aria-rowindex',
      '507',
    );
    expect(screen.queryByRole('row', { name: 'service-100' })).toBeNull();
    expect(screen.getAllByRole('row').length).toBeLessThan(40);
    // The way in by the Tab key stays.
    await userEvent.tab();
    expect(document.activeElement).toHaveTextContent('service-0');
    await userEvent.keyboard('{Control>}{End}{/Control}');
    expect(document.activeElement?.closest('[role="row"]')).toHaveAttribute(
      'aria-rowindex',
      '1001',
    );
  });

  it.each([false, true])(
    'selects services by click and by x (picture: %s)',
    async isPicture => {
      const selection: FleetSelection = {
        selected: new Set(['component:default/kafka']),
        shown: ['component:default/kafka', 'component:default/shop'],
        isFull: false,
        fits: 2,
        toggle: jest.fn(),
        toggleShown: () => {},
        clear: () => {},
      };
      const { container } = rendered([kafka, fleetRow('shop')], {
        isPicture,
        selection,
      });
      expect(
        await screen.findByRole('row', { name: 'kafka', selected: true }),
      ).toBeInTheDocument();
      expect(
        screen.getByRole('row', { name: 'shop', selected: false }),
      ).toBeInTheDocument();
      await userEvent.click(
        screen.getByRole('checkbox', { name: 'Select shop' }),
      );
      expect(selection.toggle).toHaveBeenLastCalledWith(
        'component:default/shop',
      );
      await userEvent.click(container);
      await userEvent.tab();
      await userEvent.keyboard('{Home}{ArrowUp}{ArrowUp}{ArrowRight}x');
      expect(selection.toggle).toHaveBeenLastCalledWith(
        'component:default/kafka',
      );
      expect(selection.toggle).toHaveBeenCalledTimes(2);
      expect(await axe(container)).toEqual([]);
    },
  );

  it('says in its place that a row cannot be shown, and leaves the rest', async () => {
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const { container } = rendered([
      fleetRow('unread', { environments: JSON.parse('[null]') }),
      fleetRow('shop'),
    ]);
    expect(
      await screen.findByText(
        'unread cannot be shown here. The rest of the page is not affected.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: 'shop' })).toBeInTheDocument();
    // The keyboard gets to it, and past it.
    await userEvent.tab();
    expect(document.activeElement).toHaveTextContent(/^unread cannot be/);
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveTextContent('shop');
    expect(await axe(container)).toEqual([]);
  });
});
