import { useAppLocation } from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { doraMetrics } from '../__testUtils__/deployment';
import {
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { MetricsPage } from './MetricsPage';
import { MetricsView } from './MetricsView';

// What recharts draws depends on sizes, and jsdom has none.
jest.mock('./MetricPlot', () => ({
  __esModule: true,
  default: (props: { label: string; points: Array<{ text: string }> }) => (
    <div role="img" aria-label={props.label}>
      {props.points.map(({ text }) => text).join(' | ')}
    </div>
  ),
}));

const Address = () => {
  const { pathname, search } = useAppLocation();
  return <output data-testid="address">{`${pathname}${search}`}</output>;
};

const panel = (name: string) => screen.findByRole('region', { name });

const linkOf = (element: HTMLElement) => {
  const url = new URL(element.getAttribute('href') ?? '', 'http://portal');
  return { path: url.pathname, search: Object.fromEntries(url.searchParams) };
};

describe('MetricsPage', () => {
  it('says the four metrics, what each counts, and from how many deployments', async () => {
    const { container } = renderDelivery(<MetricsPage />);
    expect(await panel('Deployment frequency')).toHaveTextContent(
      '4 deployments',
    );
    expect(await panel('Lead time for changes')).toHaveTextContent(
      /1\sh 30\smin median of 4 deployments/,
    );
    expect(await panel('Change failure rate')).toHaveTextContent(
      '25 % 1 failure',
    );
    expect(await panel('Time to restore')).toHaveTextContent(
      /15\smin median of 1 failure/,
    );
    expect(await panel('Change failure rate')).toHaveTextContent(
      'The share of deployments to production that failed or were rolled back.',
    );
    expect(
      screen.getByText('1 service, deployed to production'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('img', { name: /^Lead time for changes/ }),
    ).toHaveTextContent(/2\sh \| none \| 1\sh/);
    expect(await axe(container)).toEqual([]);
  });

  it('opens the list that a number was computed from, with the same team and time', async () => {
    const { historyApi } = renderDelivery(<MetricsPage />, {
      path: '/?team=group:default/sre&days=30',
    });
    const region = await panel('Change failure rate');
    const asked = historyApi.getDora.mock.calls[0][0];
    expect(asked).toMatchObject({ team: 'group:default/sre', bucket: 'week' });
    expect(
      linkOf(within(region).getByRole('link', { name: /^25\s%/ })),
    ).toEqual({
      path: '/delivery/history',
      search: {
        team: 'group:default/sre',
        since: asked.since,
        until: asked.until,
        countedIn: 'failures',
      },
    });
  });

  it('has a table behind each plot, of which each number leads to its deployments', async () => {
    const { container } = renderDelivery(<MetricsPage />);
    const region = await panel('Lead time for changes');
    await userEvent.click(
      within(region).getByRole('button', {
        name: 'Show as table: Lead time for changes',
      }),
    );
    const table = within(region).getByRole('table', {
      name: 'Lead time for changes',
    });
    const [newest, none, oldest] = within(table).getAllByRole('row').slice(1);
    expect(newest).toHaveTextContent(/Nov 231\sh1/);
    expect(none).toHaveTextContent('Nov 16none0');
    expect(within(none).queryByRole('link')).not.toBeInTheDocument();
    expect(
      linkOf(
        within(oldest).getByRole('link', {
          name: '3 deployments, Nov 9: show them',
        }),
      ).search,
    ).toEqual({
      since: '2026-11-09T00:00:00.000Z',
      until: '2026-11-16T00:00:00.000Z',
      countedIn: 'leadTime',
    });
    expect(await axe(container)).toEqual([]);
  });

  it('keeps what is chosen in the address', async () => {
    const { historyApi } = renderDelivery(
      <>
        <MetricsPage />
        <Address />
      </>,
    );
    await panel('Deployment frequency');
    await userEvent.click(screen.getByRole('button', { name: /^By week/ }));
    await userEvent.click(screen.getByRole('option', { name: 'By month' }));
    expect(screen.getByTestId('address')).toHaveTextContent('/?bucket=month');
    await waitFor(() =>
      expect(historyApi.getDora).toHaveBeenLastCalledWith(
        expect.objectContaining({ bucket: 'month' }),
        expect.anything(),
      ),
    );
  });

  it('stays on the page of a service, which its numbers lead to the list of', async () => {
    renderDelivery(<MetricsView service="component:default/audiobookshelf" />, {
      path: '/here?view=metrics',
    });
    const region = await panel('Deployment frequency');
    const { path, search } = linkOf(
      within(region).getByRole('link', { name: /^4,/ }),
    );
    expect(path).toBe('/here');
    expect(Object.keys(search).sort()).toEqual(['countedIn', 'since', 'until']);
    expect(
      screen.queryByRole('button', { name: /^Any team/ }),
    ).not.toBeInTheDocument();
  });

  it('says that nothing was deployed to production', async () => {
    const historyApi = historyApiMock();
    historyApi.getDora.mockResolvedValue(
      doraMetrics({
        total: {
          deployments: 0,
          failures: 0,
          leadTimeCount: 0,
          restoreCount: 0,
        },
      }),
    );
    renderDelivery(<MetricsPage />, { historyApi });
    expect(
      await screen.findByText('No deployments to production in this time'),
    ).toBeInTheDocument();
  });

  it('says what went wrong, and tries again', async () => {
    const historyApi = historyApiMock();
    historyApi.getDora.mockRejectedValueOnce(
      new DeliveryRequestError('timeout', '', 'abc123'),
    );
    renderDelivery(<MetricsPage />, { historyApi });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(await panel('Deployment frequency')).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    const historyApi = historyApiMock();
    historyApi.getDora.mockRejectedValue(
      new DeliveryRequestError('forbidden', 'No.', 'abc123'),
    );
    renderDelivery(<MetricsPage />, { historyApi });
    expect(
      await screen.findByText(/delivery\.environment\.read/),
    ).toBeInTheDocument();
  });

  it('speaks German', async () => {
    renderDelivery(<MetricsPage />, { language: 'de' });
    expect(await panel('Anteil fehlgeschlagener Änderungen')).toHaveTextContent(
      /25\s%/,
    );
  });
});
