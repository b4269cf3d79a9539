import { screen, waitFor, within } from '@testing-library/react';
import { axe } from '../__testUtils__/axe';
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
