import { useAppLocation } from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import {
  NO_PERMISSIONS,
  promotion,
  serviceDelivery,
} from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { HistoryContent } from './HistoryContent';
import { saveFile } from './saveFile';

jest.mock('./saveFile');
// What recharts draws depends on sizes, and jsdom has none.
jest.mock('../dora/MetricPlot', () => ({
  __esModule: true,
  default: () => <div data-testid="plot" />,
}));

const REF = 'component:default/audiobookshelf';
const IMAGE = 'ghcr.io/advplyr/audiobookshelf';
const release = (tag: string) => ({ images: [{ name: IMAGE, tag }] });

const Address = () => {
  const { pathname, search } = useAppLocation();
  return <output data-testid="address">{`${pathname}${search}`}</output>;
};
const address = () =>
  decodeURIComponent(screen.getByTestId('address').textContent ?? '');

function render(options: Parameters<typeof renderDelivery>[1] = {}) {
  return renderDelivery(
    <>
      <HistoryContent />
      <Address />
    </>,
    options,
  );
}

const rows = async () => {
  const table = await screen.findByRole('table', {
    name: 'Deployments, newest first',
  });
  return within(table).getAllByRole('row').slice(1);
};

describe('HistoryContent', () => {
  it('says of each deployment what changed, how it came about, who brought it, how long it took and what became of it', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({
      items: [
        deployment({
          id: 'd-2',
          environment: 'production',
          replaces: release('2.17.4'),
          release: release('2.19.0'),
          from: '2026-11-29T12:02:10Z',
          healthySince: '2026-11-29T12:02:30Z',
          until: undefined,
          cause: 'promotion',
          by: 'user:default/alice',
          stages: {
            requestedAt: '2026-11-29T12:00:00Z',
            mergedAt: '2026-11-29T12:01:00Z',
          },
        }),
        deployment({
          id: 'd-1',
          environment: 'dev',
          release: release('2.17.4'),
          revision: `2e9b379${'0'.repeat(33)}`,
          cause: 'git',
          by: 'octocat',
          outcome: 'failed',
          rolledBack: { at: '2026-11-28T12:00:00Z', by: 'user:default/bob' },
        }),
        deployment({
          id: 'd-0',
          environment: 'dev',
          release: undefined,
          healthySince: undefined,
          cause: undefined,
          by: undefined,
          outcome: undefined,
        }),
      ],
    });
    const { container } = render({ historyApi });
    const [newest, middle, oldest] = await rows();
    expect(newest).toHaveTextContent('2.17.4 → 2.19.0');
    expect(newest).toHaveTextContent('Promotion by alice');
    expect(newest).toHaveTextContent(/merge 1\smin/);
    expect(newest).toHaveTextContent(/sync 1\smin 10\ss/);
    expect(newest).toHaveTextContent(/healthy 20\ss/);
    expect(newest).toHaveTextContent('Succeeded');
    expect(middle).toHaveTextContent('Changed in Git by octocat');
    expect(middle).toHaveTextContent('2e9b379');
    expect(middle).toHaveTextContent('Failed');
    expect(middle).toHaveTextContent('Rolled back by bob');
    expect(oldest).toHaveTextContent('Release unknown');
    expect(oldest).toHaveTextContent('How is not known');
    expect(
      within(oldest).getAllByText('Not known', { exact: true }),
    ).toHaveLength(2);
    expect(historyApi.getDeployments).toHaveBeenCalledWith(
      { service: REF, limit: 100 },
      expect.anything(),
    );
    expect(await axe(container)).toEqual([]);
  });

  it('asks for what the address says', async () => {
    const { historyApi } = render({
      path: '/?environment=production&cause=rollback&cause=outside-git&outcome=failed&rolledBack=true&text=2.17&since=2026-11-01T00:00:00.000Z',
    });
    await rows();
    expect(historyApi.getDeployments).toHaveBeenCalledWith(
      {
        service: REF,
        environments: ['production'],
        causes: ['rollback', 'outside-git'],
        outcomes: ['failed'],
        rolledBack: true,
        since: '2026-11-01T00:00:00.000Z',
        text: '2.17',
        limit: 100,
      },
      expect.anything(),
    );
  });

  it('keeps filters in the address, and can clear them', async () => {
    const { historyApi } = render();
    await rows();
    await userEvent.click(screen.getByRole('button', { name: 'Rolled back' }));
    expect(address()).toBe('/?rolledBack=true');
    await userEvent.type(screen.getByLabelText('Search deployments'), '2.17');
    await waitFor(() => expect(address()).toBe('/?rolledBack=true&text=2.17'));
    await userEvent.click(
      screen.getByRole('button', { name: /^Any environment/ }),
    );
    await userEvent.click(screen.getByRole('option', { name: 'staging' }));
    await userEvent.keyboard('{Escape}');
    expect(address()).toBe('/?environment=staging&rolledBack=true&text=2.17');
    await waitFor(() =>
      expect(historyApi.getDeployments).toHaveBeenLastCalledWith(
        {
          service: REF,
          environments: ['staging'],
          rolledBack: true,
          text: '2.17',
          limit: 100,
        },
        expect.anything(),
      ),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe('/');
    expect(screen.getByLabelText('Search deployments')).toHaveValue('');
  });

  it('shows the next page by its cursor', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockImplementation(async ({ cursor }) =>
      cursor
        ? { items: [deployment({ id: 'd-1', environment: 'dev' })] }
        : { items: [deployment({ id: 'd-2' })], nextCursor: 'older' },
    );
    render({ historyApi });
    expect(await rows()).toHaveLength(1);
    expect(screen.getByText('1 deployment so far')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('2 deployments')).toBeInTheDocument();
    expect(await rows()).toHaveLength(2);
    expect(historyApi.getDeployments).toHaveBeenLastCalledWith(
      { service: REF, limit: 100, cursor: 'older' },
      expect.anything(),
    );
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['Export CSV', 'csv', 'text/csv'],
    ['Export JSON', 'json', 'application/json'],
  ] as const)(
    'saves all that the filters find: %s',
    async (button, format, type) => {
      const historyApi = historyApiMock();
      historyApi.exportDeployments.mockResolvedValue('all of it');
      render({ historyApi, path: '/?cause=rollback' });
      await rows();
      await userEvent.click(screen.getByRole('button', { name: button }));
      await waitFor(() =>
        expect(saveFile).toHaveBeenLastCalledWith(
          expect.stringMatching(
            new RegExp(`^deployments-audiobookshelf-[0-9-]{10}\\.${format}$`),
          ),
          type,
          'all of it',
        ),
      );
      expect(historyApi.exportDeployments).toHaveBeenCalledWith({
        service: REF,
        causes: ['rollback'],
        format,
      });
    },
  );

  it('says when an export came to nothing, and tries it again', async () => {
    const historyApi = historyApiMock();
    historyApi.exportDeployments.mockRejectedValueOnce(
      new DeliveryRequestError('unavailable', '', 'abc123'),
    );
    render({ historyApi });
    await rows();
    await userEvent.click(screen.getByRole('button', { name: 'Export CSV' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The deployments could not be exported');
    expect(alert).toHaveTextContent('Reference abc123');
    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('opens a deployment by its address, with what it changed, its pull request and the ways it came', async () => {
    const api = deliveryApiMock();
    api.getPromotion.mockResolvedValue(
      promotion({ requestReason: 'A reason.' }),
    );
    const historyApi = historyApiMock();
    historyApi.getDeployment.mockResolvedValue(
      deployment({
        replaces: release('2.16.0'),
        commit: {
          id: 'b'.repeat(40),
          title: 'Promote audiobookshelf',
          author: 'octocat',
          url: 'https://git.example.org/stonegarden/homelab/commit/bbbbbbb',
        },
        rolledBack: {
          at: '2026-11-28T12:00:00Z',
          by: 'user:default/bob',
          reason: 'It leaked.',
        },
      }),
    );
    render({ api, historyApi, path: '/?deployment=d-1' });
    const dialog = await screen.findByRole('dialog', {
      name: 'audiobookshelf 2.17.4 in production',
    });
    const images = await within(dialog).findByRole('region', {
      name: 'Images',
    });
    expect(
      within(images).getByRole('row', { name: /audiobookshelf/ }),
    ).toHaveTextContent(`${IMAGE}2.16.02.17.4`);
    expect(
      await within(dialog).findByText('newTag: 2.19.0'),
    ).toBeInTheDocument();
    expect(
      await within(dialog).findByRole('link', { name: /^PR #12/ }),
    ).toHaveAttribute(
      'href',
      'https://git.example.org/stonegarden/homelab/pull/12',
    );
    expect(
      within(dialog).getByRole('link', { name: 'Promotion path' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/audiobookshelf/environments',
    );
    expect(
      within(dialog).getByRole('link', { name: /^bbbbbbb/ }),
    ).toHaveAttribute(
      'href',
      'https://git.example.org/stonegarden/homelab/commit/bbbbbbb',
    );
    expect(dialog).toHaveTextContent('Promote audiobookshelf, octocat');
    expect(dialog).toHaveTextContent('“A reason.”');
    expect(dialog).toHaveTextContent('“It leaked.”');
    expect(await axe(document.body)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(address()).toBe('/');
  });

  it('opens a deployment from its line, and keeps the filters', async () => {
    render({ path: '/?environment=production' });
    const [row] = await rows();
    await userEvent.click(within(row).getByRole('link', { name: /2\.17\.4/ }));
    expect(address()).toBe('/?environment=production&deployment=d-1');
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
  });

  it('says that a deployment is not known', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployment.mockRejectedValue(
      new DeliveryRequestError('not-found', 'No.', 'abc123'),
    );
    render({ historyApi, path: '/?deployment=gone' });
    expect(
      await screen.findByText('The portal does not know this deployment'),
    ).toBeInTheDocument();
  });

  it('leads to the rollback of an environment that the viewer may roll back, and only there', async () => {
    const api = deliveryApiMock();
    api.getService.mockResolvedValue(
      serviceDelivery({
        permissions: { ...NO_PERMISSIONS, rollback: ['production'] },
      }),
    );
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({
      items: [
        deployment({ id: 'now', until: undefined }),
        deployment({ id: 'd-1' }),
        deployment({ id: 'unnamed', release: undefined }),
        deployment({ id: 'elsewhere', environment: 'staging' }),
      ],
    });
    render({ api, historyApi });
    const link = await screen.findByRole('link', {
      name: 'Roll back to this: 2.17.4 in production',
    });
    expect(link).toHaveAttribute(
      'href',
      '/catalog/default/component/audiobookshelf/environments?rollback=production&deployment=d-1',
    );
    expect(screen.getAllByRole('link', { name: /^Roll back/ })).toEqual([link]);
  });

  it('says what would stand here before the first deployment', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({ items: [] });
    render({ historyApi });
    expect(await screen.findByText('No deployments yet')).toBeInTheDocument();
  });

  it('says that nothing matches, and how to see more', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockImplementation(async ({ text }) => ({
      items: text ? [] : [deployment()],
    }));
    render({ historyApi, path: '/?text=nothing' });
    expect(
      await screen.findByText('No deployment matches'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Clear filters' })[0],
    );
    expect(await rows()).toHaveLength(1);
  });

  it('names the permission that is missing', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockRejectedValue(
      new DeliveryRequestError('forbidden', 'No.', 'abc123'),
    );
    render({ historyApi });
    expect(
      await screen.findByText(/delivery\.environment\.read/),
    ).toBeInTheDocument();
  });

  it('keeps what it has when it cannot be refreshed, and says so', async () => {
    const historyApi = historyApiMock();
    const { queryClient } = render({ historyApi });
    await rows();
    historyApi.getDeployments.mockRejectedValue(
      new DeliveryRequestError('timeout', '', 'abc123'),
    );
    await queryClient.refetchQueries({ queryKey: ['delivery', 'deployments'] });
    expect(
      await screen.findByText(/The portal did not answer in time/),
    ).toBeInTheDocument();
    expect(await rows()).toHaveLength(1);
  });

  it('looks again when the portal says that something changed, unless somebody went further back', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockImplementation(async ({ cursor }) =>
      cursor
        ? { items: [deployment({ id: 'd-1' })] }
        : { items: [deployment({ id: 'd-2' })], nextCursor: 'older' },
    );
    const { signals } = render({ historyApi });
    await rows();
    signals.send({ entityRef: REF });
    await waitFor(() =>
      expect(historyApi.getDeployments).toHaveBeenCalledTimes(2),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await screen.findByText('2 deployments');
    const asked = historyApi.getDeployments.mock.calls.length;
    signals.send({ entityRef: REF });
    // Asking again is what a person does here, and the first that is asked after the signal.
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() =>
      expect(historyApi.getDeployments).toHaveBeenCalledTimes(asked + 2),
    );
  });

  it('speaks German', async () => {
    render({ language: 'de' });
    expect(
      await screen.findByRole('table', {
        name: 'Deployments, die neuesten zuerst',
      }),
    ).toHaveTextContent('Beförderung durch guest');
  });

  it('shows the metrics of the service instead', async () => {
    const { historyApi } = render();
    await rows();
    await userEvent.click(screen.getByRole('radio', { name: 'Metrics' }));
    expect(address()).toBe('/?view=metrics');
    expect(
      await screen.findByRole('region', { name: 'Change failure rate' }),
    ).toBeInTheDocument();
    expect(historyApi.getDora).toHaveBeenCalledWith(
      expect.objectContaining({ service: REF, bucket: 'week' }),
      expect.anything(),
    );
  });
});
