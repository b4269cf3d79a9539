import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { analysisMetric, rolloutProgress } from '../__testUtils__/canary';
import { environment, serviceDelivery } from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  historyApiMock,
  renderDelivery,
  resourceApiMock,
} from '../__testUtils__/renderDelivery';
import * as resources from '../__testUtils__/resources';
import { serviceHistoryRouteRef } from '../routes';
import { EnvironmentsContent } from '../service/EnvironmentsContent';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';

const ALL = ['production', 'canary'];

function renderPage(
  options: Parameters<typeof renderDelivery>[1] & {
    may?: Partial<ReturnType<typeof serviceDelivery>['permissions']>;
  } = {},
) {
  const api = deliveryApiMock();
  const usual = serviceDelivery();
  api.getService.mockResolvedValue({
    ...usual,
    permissions: {
      ...usual.permissions,
      rollback: ALL,
      logs: ALL,
      ...options.may,
    },
  });
  return renderDelivery(<EnvironmentsContent />, { api, ...options });
}

const panelOf = (name = 'production') =>
  screen.findByRole('region', { name: `Details of ${name}` });
const at = (view: string) => `/?environment=production&view=${view}`;

describe('EnvironmentPanel', () => {
  it('opens from a stop by keyboard, closes by Escape, and gives the focus back', async () => {
    renderPage();
    const opener = await screen.findByRole('button', {
      name: 'production, details',
    });
    opener.focus();
    await userEvent.keyboard('{Enter}');
    const panel = await panelOf();
    await waitFor(() => expect(panel).toHaveFocus());
    expect(opener).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByRole('article', { name: 'Environment production' }),
    ).toBeInTheDocument();
    expect(await within(panel).findByText('Commit')).toBeInTheDocument();
    expect(await axe(panel)).toEqual([]);

    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: 'Details of production' }),
      ).toBeNull(),
    );
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('is found by its address, and its tabs are moved through by arrows', async () => {
    const { resourceApi } = renderPage({ path: at('resources') });
    const panel = await panelOf();
    const tab = within(panel).getByRole('tab', { name: 'Resources' });
    expect(tab).toHaveAttribute('aria-selected', 'true');
    expect(panel).not.toHaveFocus();
    expect(
      within(panel)
        .getAllByRole('tab')
        .map(one => one.textContent),
    ).toEqual([
      'Release',
      'History',
      'Resources',
      'Diff',
      'Events',
      'Logs',
      'Windows',
    ]);
    tab.focus();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(
      await within(panel).findByText(/Deployment\/.*audiobookshelf: updated/),
    ).toBeInTheDocument();
    expect(resourceApi.getEvents).not.toHaveBeenCalled();
  });

  it('opens at the diff from beside Sync', async () => {
    const api = deliveryApiMock();
    api.getService.mockResolvedValue(
      serviceDelivery({
        environments: [environment('production', { sync: 'OutOfSync' })],
        transitions: [],
      }),
    );
    renderDelivery(<EnvironmentsContent />, { api });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Diff of production against Git',
      }),
    );
    expect(
      within(await panelOf()).getByRole('tab', { name: 'Diff' }),
    ).toHaveAttribute('aria-selected', 'true');
  });

  it('ignores an environment that is not there', async () => {
    renderPage({ path: '/?environment=nowhere&view=diff' });
    await screen.findByRole('article', { name: 'Environment production' });
    expect(screen.queryByRole('tablist')).toBeNull();
  });

  it('says which commits the environment before it has', async () => {
    renderPage({ path: at('release') });
    const panel = within(await panelOf());
    expect(
      await panel.findByText('Commits that canary has and production does not'),
    ).toBeInTheDocument();
    expect(
      panel.getByRole('link', { name: 'Compare at the Git host (new tab)' }),
    ).toHaveAttribute('href', expect.stringContaining('/compare/'));
    expect(
      panel.getByRole('link', { name: /^bbbbbbb: Promote audiobookshelf/ }),
    ).toBeInTheDocument();
  });

  it('leads back to an earlier release where the viewer may', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({ items: [deployment()] });
    const { unmount } = renderPage({ path: at('history'), historyApi });
    expect(
      await within(await panelOf()).findByRole('link', {
        name: 'Roll back to this: 2.17.4 in production',
      }),
    ).toHaveAttribute(
      'href',
      expect.stringContaining('rollback=production&deployment=d-1'),
    );
    unmount();
    renderPage({ path: at('history'), historyApi, may: { rollback: [] } });
    const panel = within(await panelOf());
    expect(await panel.findByText('2.17.4')).toBeInTheDocument();
    expect(panel.queryByRole('link', { name: /^Roll back/ })).toBeNull();
  });

  it('leads from the last deployments of the environment to all of them', async () => {
    const historyApi = historyApiMock();
    historyApi.getDeployments.mockResolvedValue({
      items: Array.from({ length: 25 }, (_, index) =>
        deployment({ id: `d-${index}` }),
      ),
    });
    renderPage({
      path: at('history'),
      historyApi,
      routes: { '/service/history': serviceHistoryRouteRef },
    });
    const panel = within(await panelOf());
    expect(
      await panel.findByRole('link', { name: 'All deployments of production' }),
    ).toHaveAttribute('href', '/service/history?environment=production');
    expect(panel.getAllByText(/2\.17\.4/)).toHaveLength(20);
  });

  it('shows resources as a tree, and syncs only those that are chosen and confirmed', async () => {
    const { api } = renderPage({ path: at('resources') });
    const panel = await panelOf();
    const pod = await within(panel).findByText('audiobookshelf-9c79588c-8jnkv');
    expect(pod.closest('ul')?.closest('li')).toHaveTextContent('ReplicaSet');
    expect(panel).toHaveTextContent('back-off 5m0s restarting');
    expect(within(panel).queryByRole('checkbox', { name: /Pod/ })).toBeNull();

    await userEvent.click(
      within(panel).getByRole('checkbox', {
        name: 'Choose Service audiobookshelf for a sync',
      }),
    );
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Sync 1 selected resource' }),
    );
    expect(api.syncEnvironment).not.toHaveBeenCalled();
    expect(await axe(panel)).toEqual([]);
    await userEvent.click(
      within(panel).getByRole('button', { name: 'Confirm' }),
    );
    expect(api.syncEnvironment).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      'production',
      {
        resources: [
          {
            kind: 'Service',
            namespace: 'audiobookshelf-production',
            name: 'audiobookshelf',
          },
        ],
      },
    );
    expect(
      await within(panel).findByText('Argo CD has started to sync them.'),
    ).toBeInTheDocument();
  });

  it('offers no sync of resources to who may not', async () => {
    renderPage({ path: at('resources'), may: { sync: [] } });
    const panel = within(await panelOf());
    await panel.findByText('audiobookshelf-9c79588c-8jnkv');
    expect(panel.queryByRole('checkbox')).toBeNull();
    expect(panel.queryByRole('button', { name: /^Refresh/ })).toBeNull();
  });

  it('leads from a failing pod to its log', async () => {
    const { resourceApi } = renderPage({ path: at('resources') });
    const panel = within(await panelOf());
    await userEvent.click(
      await panel.findByRole('button', {
        name: 'Logs of audiobookshelf-9c79588c-8jnkv',
      }),
    );
    const log = await panel.findByRole('log');
    expect(log).toHaveTextContent('Cannot open /config/absdatabase.sqlite');
    expect(panel.getAllByText(/^As of/)).toHaveLength(1);
    expect(resourceApi.getLog).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      'production',
      expect.objectContaining({ pod: 'audiobookshelf-9c79588c-8jnkv' }),
      expect.anything(),
    );
    await userEvent.click(
      panel.getByRole('checkbox', { name: 'Before the last restart' }),
    );
    await waitFor(() =>
      expect(resourceApi.getLog).toHaveBeenLastCalledWith(
        expect.anything(),
        'production',
        expect.objectContaining({ previous: true }),
        expect.anything(),
      ),
    );
  });

  it('names the permission to read logs, and asks for none', async () => {
    const { resourceApi } = renderPage({ path: at('logs'), may: { logs: [] } });
    const panel = await panelOf();
    expect(panel).toHaveTextContent('You may not read the logs of production');
    expect(panel).toHaveTextContent('delivery.log.read');
    expect(resourceApi.getLog).not.toHaveBeenCalled();
    expect(await axe(panel)).toEqual([]);
  });

  it.each([
    ['events', 'Back-off restarting failed container'],
    ['windows', 'production may not be synced now'],
  ])('shows %s', async (view, text) => {
    renderPage({ path: at(view) });
    const panel = await panelOf();
    expect(await within(panel).findByText(text)).toBeInTheDocument();
    expect(await axe(panel)).toEqual([]);
  });

  it('does not call a closed window without windows open', async () => {
    const resourceApi = resourceApiMock();
    resourceApi.getWindows.mockResolvedValue(
      resources.windows({ windows: [], canSync: false }),
    );
    renderPage({ path: at('windows'), resourceApi });
    expect(
      await within(await panelOf()).findByText(
        'production may not be synced now',
      ),
    ).toBeInTheDocument();
  });

  it('has the cluster try a sync when asked, and says what it refuses', async () => {
    const api = deliveryApiMock();
    api.getService.mockResolvedValue(
      serviceDelivery({
        environments: [environment('production', { sync: 'OutOfSync' })],
        transitions: [],
      }),
    );
    const { resourceApi } = renderPage({ path: at('diff'), api });
    const panel = within(await panelOf());
    const button = await panel.findByRole('button', {
      name: 'Try it: dry run of a sync',
    });
    expect(resourceApi.previewSync).not.toHaveBeenCalled();
    await userEvent.click(button);
    expect(
      await panel.findByText(/spec.selector: field is immutable/),
    ).toBeInTheDocument();
  });

  it('keeps the page when a view fails, and tries again on request', async () => {
    const resourceApi = resourceApiMock();
    resourceApi.getEvents.mockRejectedValueOnce(
      new DeliveryRequestError('unavailable', '', 'abc123'),
    );
    renderPage({ path: at('events'), resourceApi });
    const panel = within(await panelOf());
    expect(await panel.findByRole('alert')).toHaveTextContent('abc123');
    await userEvent.click(panel.getByRole('button', { name: 'Try again' }));
    expect(await panel.findByText('BackOff')).toBeInTheDocument();
  });

  it('has Argo CD look again', async () => {
    const { resourceApi } = renderPage({ path: at('release') });
    const panel = within(await panelOf());
    await userEvent.click(panel.getByRole('button', { name: /^Refresh/ }));
    expect(resourceApi.refresh).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      'production',
      { type: 'normal' },
    );
    expect(
      await panel.findByText('Argo CD has looked again.'),
    ).toBeInTheDocument();
    expect(panel.queryByRole('button', { name: /^Terminate/ })).toBeNull();
  });

  it('ends an operation that runs', async () => {
    const api = deliveryApiMock();
    api.getService.mockResolvedValue(
      serviceDelivery({
        environments: [
          environment('production', {
            operation: { kind: 'sync', phase: 'Running' },
          }),
        ],
        transitions: [],
      }),
    );
    const { resourceApi } = renderPage({ path: at('release'), api });
    await userEvent.click(
      await within(await panelOf()).findByRole('button', {
        name: /^Terminate/,
      }),
    );
    expect(resourceApi.terminate).toHaveBeenCalledTimes(1);
  });

  it('speaks German', async () => {
    renderPage({ path: at('windows'), language: 'de' });
    const panel = await screen.findByRole('region', {
      name: 'Details zu production',
    });
    expect(
      await within(panel).findByText(
        'production darf jetzt nicht synchronisiert werden',
      ),
    ).toBeInTheDocument();
  });

  it('shows a canary with all that its analyses have measured', async () => {
    const resourceApi = resourceApiMock();
    resourceApi.getRelease.mockResolvedValue(
      resources.releaseDetails({
        rollouts: [
          rolloutProgress({
            analysisRuns: ['Running', 'Successful'].map((phase, index) => ({
              name: `run-${index}`,
              phase,
              metrics: [
                analysisMetric({ name: `rate-${index}` }),
                analysisMetric({ name: `latency-${index}` }),
              ],
            })),
          }),
        ],
      }),
    );
    renderPage({ path: at('release'), resourceApi });
    const panel = await panelOf();
    expect(
      await within(panel).findByRole('list', {
        name: 'Steps of the canary in production',
      }),
    ).toBeInTheDocument();
    expect(within(panel).getAllByText(/3 of 3 passed/)).toHaveLength(4);
    expect(await axe(panel)).toEqual([]);
  });
});
