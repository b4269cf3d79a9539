import { screen, waitFor, within } from '@testing-library/react';
import { axe } from '../__testUtils__/axe';
import { fleetCell, fleetOf, fleetRow } from '../__testUtils__/fleet';
import { promotion, serviceEntity, summary } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { HomePage } from './HomePage';

const OWNED = {
  ...serviceEntity(),
  relations: [{ type: 'ownedBy', targetRef: 'group:default/product' }],
};
const TEAM = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'product', namespace: 'default' },
  spec: { type: 'team', children: [], profile: { displayName: 'Product' } },
};
const OWNERS = ['user:default/olga', 'group:default/product'];

const approval = () => ({
  promotion: promotion({
    requestedBy: 'user:default/max',
    approvalState: 'awaited',
  }),
  requestedByViewer: false,
  viewerMayApprove: true,
});

function renderHome(options: Parameters<typeof renderDelivery>[1] = {}) {
  return renderDelivery(<HomePage />, {
    viewer: 'user:default/olga',
    owners: OWNERS,
    catalog: [OWNED, TEAM],
    ...options,
  });
}

/** Its parts are asked one after another, so the sentence changes until the last has answered. */
const says = async (sentence: string) =>
  expect(
    await screen.findByText(text => text.startsWith(sentence), undefined, {
      timeout: 10_000,
    }),
  ).toHaveAttribute('role', 'status');

jest.setTimeout(30_000);

describe('HomePage', () => {
  it('says what waits, leads to it, and follows when it is done', async () => {
    const api = deliveryApiMock();
    api.getPromotionsUnderWay.mockResolvedValue({
      items: [approval()],
      total: 1,
    });
    const { signals, container } = renderHome({ api });
    await says(
      'One thing waits for you. Everything of Product is healthy in production.',
    );
    const card = screen.getByRole('region', { name: 'Waits for you' });
    expect(card).toHaveTextContent('waits for your approval');
    expect(
      within(card).getByRole('link', {
        name: /^Review: audiobookshelf 2.19.0/,
      }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/audiobookshelf/environments?promote=production&promotion=p-1',
    );
    expect(await axe(container)).toEqual([]);

    api.getPromotionsUnderWay.mockResolvedValue({ items: [], total: 0 });
    signals.send({ entityRef: 'component:default/audiobookshelf' });
    await says('Nothing waits for you.');
  });

  it('leads to the environment of a service that is degraded', async () => {
    const api = deliveryApiMock();
    api.getSummaries.mockImplementation(async refs => {
      const [first, ...others] = summary(refs[0]).environments;
      return new Map([
        [
          refs[0],
          {
            ...summary(refs[0]),
            environments: [{ ...first, health: 'Degraded' }, ...others],
          },
        ],
      ]);
    });
    renderHome({ api });
    expect(
      await screen.findByRole('link', { name: 'Show: audiobookshelf in dev' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/audiobookshelf/environments?environment=dev',
    );
  });

  it.each([
    [
      'en',
      { syncFailing: true },
      'Show: audiobookshelf in dev',
      'cannot be synced',
      '',
    ],
    [
      'de',
      { awaitsSync: true },
      'Zeigen: audiobookshelf in dev',
      'wartet auf einen Sync',
      '&view=diff',
    ],
  ] as const)(
    'leads to what has to be synced, in %s',
    async (language, facts, name, words, view) => {
      const api = deliveryApiMock();
      api.getSummaries.mockImplementation(async refs => {
        const [first, ...others] = summary(refs[0]).environments;
        return new Map([
          [
            refs[0],
            {
              ...summary(refs[0]),
              environments: [
                { ...first, sync: 'OutOfSync', ...facts },
                ...others,
              ],
            },
          ],
        ]);
      });
      const { container } = renderHome({ api, language });
      const link = await screen.findByRole('link', { name });
      expect(link).toHaveAttribute(
        'href',
        `/catalog/default/component/audiobookshelf/environments?environment=dev${view}`,
      );
      expect(link.closest('li')).toHaveTextContent(words);
      expect(await axe(container)).toEqual([]);
    },
  );

  it('claims nothing when a part does not answer, and shows the rest', async () => {
    const api = deliveryApiMock();
    api.getPromotionsUnderWay.mockRejectedValue(new Error('no'));
    renderHome({ api });
    await says(
      'It is not known whether anything waits for you. Everything of Product is healthy in production.',
    );
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(
      within(screen.getByRole('region', { name: 'My services' })).getByRole(
        'link',
        { name: 'audiobookshelf' },
      ),
    ).toBeVisible();
  });

  it('says what production runs of each service, and how far behind it is', async () => {
    const api = deliveryApiMock();
    const runs = async (
      environments: ReturnType<typeof fleetCell>[],
      overrides: Parameters<typeof fleetOf>[1] = {},
    ) => {
      api.getFleet.mockResolvedValue(
        fleetOf([fleetRow('audiobookshelf', { environments })], overrides),
      );
      const { unmount, container } = renderHome({ api });
      const card = screen.getByRole('region', { name: 'My services' });
      await waitFor(() => {
        expect(within(card).getByRole('listitem')).toBeVisible();
        expect(container.querySelectorAll('[aria-busy]')).toHaveLength(0);
      });
      const item = within(card).getByRole('listitem');
      await waitFor(() => expect(item).toHaveTextContent(/audiobookshelf./));
      const said = item.textContent?.replace('audiobookshelf', '');
      const notices = screen.queryAllByText(/has not answered/).length;
      unmount();
      return [said, notices];
    };
    const production = (overrides: Parameters<typeof fleetCell>[1]) => [
      fleetCell('dev', { release: '9' }),
      fleetCell('production', { instance: 'homelab', ...overrides }),
    ];
    expect(
      await runs(production({ release: '2.29.0', lag: { releases: 1 } })),
    ).toEqual(['2.29.01 release behind', 0]);
    expect(
      await runs(
        production({
          release: undefined,
          neverDeployed: true,
          sync: 'OutOfSync',
          health: 'Missing',
        }),
      ),
    ).toEqual(['Never deployed', 0]);
    expect(await runs(production({ health: 'Degraded' }))).toEqual([
      '2.30.0Degraded',
      0,
    ]);
    expect(await runs([fleetCell('dev')])).toEqual(['no production', 0]);
    const silent = {
      instances: [
        {
          name: 'homelab',
          reachable: false,
          lastContact: new Date().toISOString(),
        },
      ],
    };
    expect(await runs(production({ stale: true }), silent)).toEqual([
      '2.30.0Last seen Healthy',
      1,
    ]);
  });

  it('says how old what production runs is, when there is no newer answer', async () => {
    const api = deliveryApiMock();
    api.getFleet.mockResolvedValue(fleetOf([fleetRow('audiobookshelf')]));
    const { signals } = renderHome({ api });
    const card = within(
      await screen.findByRole('region', { name: 'My services' }),
    );
    expect(await card.findByText('2.30.0')).toBeVisible();
    expect(card.queryByText(/No newer answer/)).toBeNull();
    api.getFleet.mockRejectedValue(new Error('no'));
    signals.send({ entityRef: 'component:default/audiobookshelf' });
    expect(
      await card.findByText(
        /^What production runs\. No newer answer for \d+\ss\. /,
      ),
    ).toBeVisible();
    expect(card.getByText('2.30.0')).toBeVisible();
  });

  it('keeps the failure of the history in its card', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockRejectedValue(new Error('no'));
    renderHome({ historyApi });
    await waitFor(() =>
      expect(
        within(
          screen.getByRole('region', { name: 'Since yesterday' }),
        ).getByRole('alert'),
      ).toBeVisible(),
    );
    expect(screen.getByRole('status')).toHaveTextContent(
      'Nothing waits for you.',
    );
  });

  it('says in German what to do without a team', async () => {
    renderHome({ owners: ['user:default/olga'], language: 'de' });
    expect(
      await screen.findByText('Keines Ihrer Teams verantwortet einen Dienst'),
    ).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent(
      'Nichts wartet auf Sie.',
    );
  });
});
