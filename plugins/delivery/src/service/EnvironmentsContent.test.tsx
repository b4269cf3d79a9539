import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createReason,
  type Promotion,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import {
  environment,
  forbiddenEnvironment,
  minutesAgo,
  NO_PERMISSIONS,
  promotion,
  serviceDelivery,
  serviceEntity,
} from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { EnvironmentsContent } from './EnvironmentsContent';

const stop = (name: string) =>
  screen.findByRole('article', { name: `Environment ${name}` });

function withDelivery(overrides: Parameters<typeof serviceDelivery>[0]) {
  const api = deliveryApiMock();
  api.getService.mockResolvedValue(serviceDelivery(overrides));
  return api;
}

describe('EnvironmentsContent', () => {
  it('shows each environment in promotion order with what runs there', async () => {
    const { container, api } = renderDelivery(<EnvironmentsContent />);

    const dev = within(await stop('dev'));
    expect(api.getService).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      expect.anything(),
    );
    expect(
      screen.getAllByRole('article').map(a => a.getAttribute('aria-label')),
    ).toEqual([
      'Environment dev',
      'Environment staging',
      'Environment canary',
      'Environment production',
    ]);
    expect(dev.getByText('Healthy')).toBeInTheDocument();
    expect(dev.getByText('Synced')).toBeInTheDocument();
    expect(dev.getByText('2.19.0')).toHaveAttribute(
      'title',
      expect.stringContaining('ghcr.io/advplyr/audiobookshelf:2.19.0@sha256:'),
    );
    expect(dev.getByText('since 2 h')).toHaveAttribute('title');
    expect(dev.getByText('auto')).toBeInTheDocument();
    expect(
      dev.getByRole('link', { name: 'Open dev in Argo CD (new tab)' }),
    ).toHaveAttribute('target', '_blank');

    const canary = within(await stop('canary'));
    expect(canary.getByText('Progressing')).toBeInTheDocument();
    expect(canary.getByText('canary 10 → 50 → 100 %')).toBeInTheDocument();

    const production = within(await stop('production'));
    expect(production.getByText('behind canary')).toBeInTheDocument();
    expect(production.getByText('manual')).toBeInTheDocument();
    expect(production.getByText('since 12 d')).toBeInTheDocument();
    expect(
      screen.getByText(/As of 1\d s ago, from Argo CD homelab/),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('lists all images of a release on request', async () => {
    renderDelivery(<EnvironmentsContent />);
    await userEvent.click(
      within(await stop('dev')).getByRole('button', { name: '+2 images' }),
    );
    expect(await screen.findByText('All images')).toBeInTheDocument();
    expect(screen.getByText('16.4')).toBeInTheDocument();
  });

  it('stands in its final size while loading', async () => {
    const api = deliveryApiMock();
    api.getService.mockReturnValue(new Promise(() => {}));
    renderDelivery(<EnvironmentsContent />, { api });
    expect(
      (await screen.findByText('Loading environments')).parentElement,
    ).toHaveAttribute('aria-busy', 'true');
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('says what would stand here when there is nothing', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({ environments: [], transitions: [] }),
      entity: serviceEntity({ environments: undefined, problems: [] }),
    });
    expect(
      await screen.findByText('No environments known'),
    ).toBeInTheDocument();
  });

  it('says what happened, that nothing was changed, and what to quote', async () => {
    const api = deliveryApiMock();
    api.getService.mockRejectedValueOnce(
      new DeliveryRequestError('failed', 'The database is locked.', 'abc123'),
    );
    const { container } = renderDelivery(<EnvironmentsContent />, { api });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The database is locked. Nothing was changed.',
    );
    expect(alert).toHaveTextContent('Reference abc123');
    expect(await axe(container)).toEqual([]);

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await stop('dev')).toBeInTheDocument();
  });

  it('names the permission that is missing', async () => {
    const api = deliveryApiMock();
    api.getService.mockRejectedValue(
      new DeliveryRequestError('forbidden', 'no', 'abc123'),
    );
    renderDelivery(<EnvironmentsContent />, { api });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'delivery.environment.read',
    );
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('keeps its facts when a refresh fails', async () => {
    const { api, queryClient } = renderDelivery(<EnvironmentsContent />);
    await stop('dev');
    api.getService.mockRejectedValue(
      new DeliveryRequestError('network', '', 'abc123'),
    );
    await queryClient.invalidateQueries();
    expect(
      await screen.findByText(/This could not be refreshed/),
    ).toBeInTheDocument();
    expect(await stop('dev')).toBeInTheDocument();
  });

  it('says of an environment that the viewer may not see just that', async () => {
    const { container } = renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        environments: [environment('dev'), forbiddenEnvironment('production')],
        transitions: [
          { from: 'dev', to: 'production', state: 'unknown', changes: [] },
        ],
        permissions: {
          ...NO_PERMISSIONS,
          promote: ['production'],
          sync: ['production'],
        },
      }),
    });
    const production = within(await stop('production'));
    expect(
      production.getByText('You may not see this environment.'),
    ).toBeInTheDocument();
    expect(
      production.getByText(/delivery\.environment\.read/),
    ).toBeInTheDocument();
    expect(production.queryByText(/unknown/i)).toBeNull();
    expect(production.queryByRole('button')).toBeNull();
    expect(
      screen.getByText('Cannot compare: you may not see production'),
    ).toBeInTheDocument();
    expect(within(await stop('dev')).getByText('Healthy')).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });

  it('shows the last facts of a silent Argo CD in grey, the others as usual', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        environments: [
          environment('dev'),
          environment('production', {
            stale: true,
            instance: 'cloud',
            asOf: minutesAgo(4),
            sync: 'OutOfSync',
          }),
        ],
        transitions: [
          { from: 'dev', to: 'production', state: 'unknown', changes: [] },
        ],
        instances: [
          { name: 'homelab', reachable: true },
          {
            name: 'cloud',
            reachable: false,
            lastContact: minutesAgo(4),
            unreachableSince: minutesAgo(4),
            reason: createReason('ArgocdConnectionFailed', {}),
          },
        ],
      }),
    });
    expect(
      await screen.findByText('Argo CD cloud has not answered for 4 min'),
    ).toBeInTheDocument();
    const production = await stop('production');
    expect(production).toHaveAttribute('data-stale');
    expect(
      within(production).getByText('Last known state, 4 min old'),
    ).toBeInTheDocument();
    expect(
      within(production)
        .getAllByRole('button')
        .map(button => button.textContent),
    ).toEqual(['production']);
    expect(await stop('dev')).not.toHaveAttribute('data-stale');
    expect(
      screen.getByText('No promotion while Argo CD does not answer'),
    ).toBeInTheDocument();
  });

  it.each([
    ['present', 'No promotion while Argo CD does not answer'],
    ['unlisted', 'No promotion while Argo CD does not list dev'],
  ] as const)(
    'does not invite to promote what is known no longer (%s)',
    async (presence, text) => {
      renderDelivery(<EnvironmentsContent />, {
        api: withDelivery({
          environments: [
            environment('dev', { stale: true, asOf: minutesAgo(4), presence }),
            environment('production'),
          ],
          transitions: [
            {
              from: 'dev',
              to: 'production',
              state: 'differs',
              changes: [
                {
                  name: 'ghcr.io/advplyr/audiobookshelf',
                  from: { tag: '2.17.4' },
                  to: { tag: '2.19.0' },
                },
              ],
            },
          ],
        }),
      });
      expect(await screen.findByText(text)).toBeInTheDocument();
      expect(
        screen.getByRole('button', { name: 'Promote to production' }),
      ).toHaveAttribute('data-variant', 'secondary');
    },
  );

  it('syncs what is OutOfSync, once', async () => {
    const { api } = renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        environments: [environment('production', { sync: 'OutOfSync' })],
        transitions: [],
      }),
    });
    await userEvent.dblClick(
      await screen.findByRole('button', { name: 'Sync production' }),
    );
    await waitFor(() =>
      expect(api.syncEnvironment).toHaveBeenCalledWith(
        'component:default/audiobookshelf',
        'production',
      ),
    );
    expect(api.syncEnvironment).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(api.getService).toHaveBeenCalledTimes(2));
  });

  it('says whether a failed sync may have begun', async () => {
    const api = withDelivery({
      environments: [environment('production', { sync: 'OutOfSync' })],
      transitions: [],
    });
    api.syncEnvironment.mockRejectedValue(
      new DeliveryRequestError('timeout', '', 'abc123'),
    );
    renderDelivery(<EnvironmentsContent />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sync production' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It is not certain whether Argo CD started a sync.',
    );
  });

  it('says why buttons are disabled', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        environments: [
          environment('dev'),
          environment('production', { sync: 'OutOfSync' }),
        ],
        transitions: [
          { from: 'dev', to: 'production', state: 'differs', changes: [] },
        ],
        permissions: NO_PERMISSIONS,
      }),
    });
    const promote = await screen.findByRole('button', {
      name: 'Promote to production',
    });
    expect(promote).toBeDisabled();
    expect(promote).toHaveAccessibleDescription(
      /^You may not promote to production\. Ask the team/,
    );
    const sync = screen.getByRole('button', { name: 'Sync production' });
    expect(sync).toBeDisabled();
    expect(sync).toHaveAccessibleDescription(/^You may not sync production\./);
  });

  it.each([
    ['merged', 'Merged, waiting for sync'],
    ['syncing', 'Merged, syncing'],
    ['verifying', 'Verifying'],
  ] as const)('shows a promotion that is %s', async (status, words) => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        transitions: [
          {
            from: 'canary',
            to: 'production',
            state: 'under-way',
            changes: [],
            promotion: promotion({ status }),
          },
        ],
      }),
    });
    const transition = within(
      await screen.findByRole('region', { name: 'From canary to production' }),
    );
    expect(transition.getByText(words)).toBeInTheDocument();
    expect(transition.getByRole('link', { name: /^PR #12/ })).toHaveAttribute(
      'href',
      'https://git.example.org/stonegarden/homelab/pull/12',
    );
    expect(transition.queryByRole('button', { name: /^Promote/ })).toBeNull();
  });

  describe('an open pull request', () => {
    const renderOpen = (
      tag: string,
      {
        mayPromote = true,
        ...more
      }: { mayPromote?: boolean } & Partial<Promotion> = {},
    ) => {
      const [image] = promotion().release.images;
      renderDelivery(<EnvironmentsContent />, {
        api: withDelivery({
          environments: [
            environment('canary', {
              git: { release: { images: [{ ...image, tag }] } },
            }),
            environment('production'),
          ],
          transitions: [
            {
              from: 'canary',
              to: 'production',
              state: 'under-way',
              changes: [],
              promotion: promotion({ status: 'open', ...more }),
            },
          ],
          ...(mayPromote ? {} : { permissions: NO_PERMISSIONS }),
        }),
      });
      return screen.findByRole('region', { name: 'From canary to production' });
    };

    it('offers the release that its source has by now', async () => {
      const transition = within(await renderOpen('9.9.9'));
      expect(
        transition.getByText('canary has another release now: 9.9.9'),
      ).toBeInTheDocument();
      await userEvent.click(
        transition.getByRole('button', { name: 'Promote 9.9.9 instead' }),
      );
      expect(
        await screen.findByRole('button', {
          name: 'Open pull request for production',
        }),
      ).toBeInTheDocument();
    });

    it('offers nothing while its release is the one that its source has', async () => {
      const { tag } = promotion().release.images[0];
      const transition = within(await renderOpen(tag ?? ''));
      expect(transition.queryByText(/another release now/)).toBeNull();
      expect(transition.queryByRole('button', { name: /instead/ })).toBeNull();
    });

    it('offers nothing where another release was chosen on purpose', async () => {
      const transition = within(
        await renderOpen('9.9.9', {
          chosen: { deployment: 'd1', environment: 'canary', commit: 'c1' },
        }),
      );
      expect(transition.queryByText(/another release now/)).toBeNull();
    });

    it('offers nothing to somebody who may not promote', async () => {
      const transition = within(
        await renderOpen('9.9.9', { mayPromote: false }),
      );
      expect(transition.getByText(/another release now/)).toBeInTheDocument();
      expect(transition.queryByRole('button', { name: /instead/ })).toBeNull();
    });
  });

  it('says why the last promotion failed and offers the next', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        transitions: [
          {
            from: 'canary',
            to: 'production',
            state: 'differs',
            changes: [],
            promotion: promotion({
              status: 'failed',
              reason: createReason('TargetDegraded', {
                environment: 'production',
              }),
            }),
          },
        ],
      }),
    });
    expect(await screen.findByText('Promotion failed')).toBeInTheDocument();
    expect(
      screen.getByText('production became Degraded after the sync.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Promote to production' }),
    ).toBeEnabled();
  });

  it('says that the last pull request was closed, what can be done, and offers the next', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        transitions: [
          {
            from: 'canary',
            to: 'production',
            state: 'differs',
            changes: [],
            promotion: promotion({
              status: 'rejected',
              reason: createReason('PullRequestClosed', {}),
            }),
          },
        ],
      }),
    });
    expect(
      await screen.findByText('Pull request closed without a merge'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Reopen it, or promote again.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /^PR #12/ })).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Promote to production' }),
    ).toBeEnabled();
  });

  it.each([
    ['Degraded', 'dev is Degraded'],
    ['Progressing', 'dev is Progressing'],
  ] as const)(
    'does not invite to promote what is %s',
    async (health, words) => {
      renderDelivery(<EnvironmentsContent />, {
        api: withDelivery({
          environments: [
            environment('dev', { health }),
            environment('production'),
          ],
          transitions: [
            { from: 'dev', to: 'production', state: 'differs', changes: [] },
          ],
        }),
      });
      expect(await screen.findByText(words)).toBeInTheDocument();
      expect(
        screen.getByRole('button', { name: 'Promote to production' }),
      ).toHaveAttribute('data-variant', 'secondary');
    },
  );

  it('says that nothing runs yet rather than that it cannot compare', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        environments: [
          environment('dev'),
          environment('staging', {
            health: 'Missing',
            sync: 'OutOfSync',
            release: undefined,
          }),
        ],
        transitions: [
          { from: 'dev', to: 'staging', state: 'unknown', changes: [] },
        ],
      }),
    });
    const transition = within(
      await screen.findByRole('region', { name: 'From dev to staging' }),
    );
    expect(
      transition.getByText('Nothing runs in staging yet'),
    ).toBeInTheDocument();
  });

  it('follows signals of its own service and says changes politely', async () => {
    const { api, signals } = renderDelivery(<EnvironmentsContent />);
    await stop('dev');
    api.getService.mockResolvedValue(
      serviceDelivery({
        environments: [environment('dev', { health: 'Degraded' })],
        transitions: [],
      }),
    );
    signals.send({ entityRef: 'component:default/other' });
    expect(api.getService).toHaveBeenCalledTimes(1);
    signals.send({ entityRef: 'component:default/audiobookshelf' });
    const said = await screen.findByText(/^dev: Degraded, Synced/);
    expect(said).toHaveAttribute('aria-live', 'polite');
  });

  it('says in the words of the backend why two stops cannot be compared', async () => {
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        environments: [environment('dev'), environment('production')],
        transitions: [
          {
            from: 'dev',
            to: 'production',
            state: 'unknown',
            changes: [],
            reason: createReason('ReleaseFileMissing', {
              environment: 'production',
              file: 'production/kustomization.yaml',
              commit: 'abc1234',
            }),
          },
        ],
      }),
    });
    expect(
      await screen.findByText(/There is no production\/kustomization\.yaml/),
    ).toBeInTheDocument();
  });

  it('compares what Git says, and each stop says beside it what runs', async () => {
    const images = (tag: string) => ({
      images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
    });
    renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        environments: [
          environment('dev', { git: { release: images('2.19.0') } }),
          environment('production', {
            release: images('2.17.4'),
            git: { release: images('2.19.0') },
          }),
        ],
        transitions: [
          { from: 'dev', to: 'production', state: 'same', changes: [] },
        ],
      }),
    });
    const production = within(await stop('production'));
    expect(production.getByText('2.17.4')).toBeInTheDocument();
    expect(production.getByText('In Git: 2.19.0')).toBeInTheDocument();
    expect(production.getByText('behind dev')).toBeInTheDocument();
    expect(screen.getByText('Same release in Git')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Promote/ })).toBeNull();
  });

  it('lists applications that name the service and are not its environments', async () => {
    const { container } = renderDelivery(<EnvironmentsContent />, {
      api: withDelivery({
        strayApplications: [
          {
            name: 'audiobookshelf-old',
            instance: 'homelab',
            environment: 'production',
            destination: 'edge/audiobookshelf',
            url: 'https://argocd.example.org/applications/old',
            reason: createReason('DestinationDiffers', {
              environment: 'production',
              destination: 'edge/audiobookshelf',
              expected: 'in-cluster/audiobookshelf-production',
            }),
          },
        ],
      }),
    });
    const strays = within(
      await screen.findByRole('region', {
        name: 'Other applications in Argo CD',
      }),
    );
    expect(
      strays.getByRole('link', {
        name: 'Open audiobookshelf-old in Argo CD (new tab)',
      }),
    ).toHaveAttribute('href', 'https://argocd.example.org/applications/old');
    expect(
      strays.getByText(/deploys to edge\/audiobookshelf instead of/),
    ).toBeInTheDocument();
    expect(await axe(container)).toEqual([]);
  });
});
