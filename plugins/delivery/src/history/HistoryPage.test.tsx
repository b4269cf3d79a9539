import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import {
  NO_PERMISSIONS,
  serviceDelivery,
  serviceEntity,
} from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { HistoryPage } from './HistoryPage';

const catalog = [
  serviceEntity(),
  serviceEntity({ owner: 'group:default/sre' }, 'kafka'),
];

const table = () =>
  screen.findByRole('table', { name: 'Deployments, newest first' });

describe('HistoryPage', () => {
  it('lists the deployments of all services, by their names in the catalog', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({
      items: [
        deployment({ id: 'd-2', entityRef: 'component:default/kafka' }),
        deployment({ id: 'd-1', entityRef: 'component:default/gone' }),
      ],
    });
    const named = serviceEntity({ owner: 'group:default/sre' }, 'kafka');
    named.metadata.title = 'Apache Kafka';
    const { container } = renderDelivery(<HistoryPage />, {
      historyApi,
      catalog: [serviceEntity(), named],
    });
    expect(
      await within(await table()).findByText('Apache Kafka'),
    ).toBeInTheDocument();
    expect(within(await table()).getByText('gone')).toBeInTheDocument();
    expect(historyApi.getDeployments).toHaveBeenCalledWith(
      { limit: 100 },
      expect.anything(),
    );
    expect(await axe(container)).toEqual([]);
  });

  it('narrows the list to a team and to a service', async () => {
    const { historyApi } = renderDelivery(<HistoryPage />, { catalog });
    await table();
    await userEvent.click(
      await screen.findByRole('button', { name: /^Any team/ }),
    );
    await userEvent.click(await screen.findByRole('option', { name: 'sre' }));
    await waitFor(() =>
      expect(historyApi.getDeployments).toHaveBeenLastCalledWith(
        { team: 'group:default/sre', limit: 100 },
        expect.anything(),
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: /^Any service/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'kafka' }));
    await waitFor(() =>
      expect(historyApi.getDeployments).toHaveBeenLastCalledWith(
        {
          team: 'group:default/sre',
          service: 'component:default/kafka',
          limit: 100,
        },
        expect.anything(),
      ),
    );
  });

  it('shows what a metric was computed from, says so, and can show all again', async () => {
    const { historyApi } = renderDelivery(<HistoryPage />, {
      path: '/?countedIn=failures&team=group:default/sre&since=2026-11-16T00:00:00.000Z&until=2026-11-23T00:00:00.000Z',
    });
    await table();
    expect(historyApi.getDeployments).toHaveBeenCalledWith(
      {
        team: 'group:default/sre',
        since: '2026-11-16T00:00:00.000Z',
        until: '2026-11-23T00:00:00.000Z',
        countedIn: 'failures',
        limit: 100,
      },
      expect.anything(),
    );
    const notice = screen.getByText(
      /^Only deployments to production that failed or were rolled back/,
    );
    expect(notice).toHaveTextContent(/Nov 16\s–\s22, 2026/);
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(() =>
      expect(historyApi.getDeployments).toHaveBeenLastCalledWith(
        { team: 'group:default/sre', limit: 100 },
        expect.anything(),
      ),
    );
  });

  it('offers the rollback in a deployment that is open', async () => {
    const api = deliveryApiMock();
    api.getService.mockResolvedValue(
      serviceDelivery({
        permissions: { ...NO_PERMISSIONS, rollback: ['production'] },
      }),
    );
    renderDelivery(<HistoryPage />, { api, path: '/?deployment=d-1' });
    expect(
      await screen.findByRole('link', { name: 'Roll back to this' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/audiobookshelf/environments?rollback=production&deployment=d-1',
    );
  });

  it('offers no rollback to who may not', async () => {
    const { api } = renderDelivery(<HistoryPage />, {
      path: '/?deployment=d-1',
    });
    const dialog = await screen.findByRole('dialog');
    await waitFor(() => expect(api.getService).toHaveBeenCalled());
    await within(dialog).findByText('newTag: 2.19.0');
    expect(
      screen.queryByRole('link', { name: 'Roll back to this' }),
    ).not.toBeInTheDocument();
  });
});
