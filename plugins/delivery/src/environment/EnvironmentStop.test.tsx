import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createReason,
  type EnvironmentStatus,
  type Release,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { environment, minutesAgo } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { EnvironmentStop } from './EnvironmentStop';

const release = (tag: string): Release => ({
  images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
});

async function renderStop(
  overrides: Partial<EnvironmentStatus>,
  options: { api?: ReturnType<typeof deliveryApiMock>; language?: string } = {},
) {
  const view = renderDelivery(
    <EnvironmentStop
      entityRef="component:default/audiobookshelf"
      environment={environment('production', overrides)}
      maySync
    />,
    options,
  );
  const stop = await screen.findByRole('article');
  return { ...view, stop };
}

describe('EnvironmentStop', () => {
  describe('presence', () => {
    it('keeps in grey what was known of an application that is no longer listed', async () => {
      const { stop } = await renderStop({
        presence: 'unlisted',
        stale: true,
        asOf: minutesAgo(4),
        sync: 'OutOfSync',
        healthReason: createReason('ApplicationUnlisted', {
          environment: 'production',
          instance: 'homelab',
        }),
      });
      expect(stop).toHaveAttribute('data-stale');
      expect(stop).toHaveTextContent('Healthy');
      expect(stop).toHaveTextContent('2.19.0');
      expect(stop).toHaveTextContent('Last known state, 4 min old');
      expect(stop).toHaveTextContent('no longer lists the application');
      expect(stop).toHaveTextContent('has not said that it is gone');
      expect(stop).not.toHaveTextContent('Missing');
      expect(within(stop).queryByRole('button')).toBeNull();
      expect(await axe(stop)).toEqual([]);
    });

    it('calls a proven absence "No application", which is not Argo CD’s Missing', async () => {
      const { stop } = await renderStop({
        presence: 'absent',
        sync: 'Unknown',
        health: 'Unknown',
        healthReason: createReason('ApplicationMissing', {
          environment: 'production',
          instance: 'homelab',
        }),
        since: undefined,
        release: undefined,
        application: undefined,
      });
      expect(within(stop).getByText('No application')).toBeInTheDocument();
      expect(stop).toHaveTextContent(
        'Argo CD homelab has no application for production',
      );
      expect(stop).not.toHaveTextContent('Missing');
      expect(stop).not.toHaveTextContent('OutOfSync');
      expect(stop).not.toHaveTextContent('Sync unknown');
      expect(stop).not.toHaveTextContent('Release unknown');
      expect(await axe(stop)).toEqual([]);
    });

    it('names the right that the portal’s account lacks', async () => {
      const { stop } = await renderStop({
        presence: 'forbidden',
        sync: 'Unknown',
        health: 'Unknown',
        healthReason: createReason('ApplicationForbidden', {
          environment: 'production',
          instance: 'homelab',
          right: 'applications, get, team-product/*',
        }),
        release: undefined,
        application: undefined,
      });
      expect(
        within(stop).getByText('Not visible to the portal’s account'),
      ).toBeInTheDocument();
      expect(stop).toHaveTextContent('applications, get, team-product/*');
      expect(stop).not.toHaveTextContent('Sync unknown');
    });

    it('claims nothing where nothing is known', async () => {
      const { stop } = await renderStop({
        presence: 'unknown',
        sync: 'Unknown',
        health: 'Unknown',
        healthReason: createReason('ApplicationUnknown', {
          environment: 'production',
          instance: 'homelab',
        }),
        release: undefined,
        application: undefined,
      });
      expect(within(stop).getByText('Unknown')).toBeInTheDocument();
      expect(within(stop).getByText('Release unknown')).toBeInTheDocument();
      expect(stop).toHaveTextContent('does not prove that there is none');
    });

    it('tells what was never deployed from what is missing', async () => {
      const { stop } = await renderStop({
        neverDeployed: true,
        sync: 'OutOfSync',
        health: 'Missing',
        release: undefined,
      });
      expect(within(stop).getByText('Never deployed')).toBeInTheDocument();
      expect(
        within(stop).getByText('Nothing runs here yet'),
      ).toBeInTheDocument();
      expect(stop).not.toHaveTextContent('Missing');
      expect(
        within(stop).getByRole('button', { name: 'Sync production' }),
      ).toBeEnabled();
    });
  });

  describe('why', () => {
    it('says which sync window keeps Argo CD from syncing it, and what people may do', async () => {
      const { stop } = await renderStop({
        autoSync: true,
        sync: 'OutOfSync',
        syncReason: createReason('AutoSyncBlocked', {
          environment: 'production',
          kind: 'allow',
          schedule: '0 8 * * 1-5',
          duration: '1h',
          timeZone: 'Europe/Berlin',
          until: '2026-11-30T07:00:00.000Z',
          manualSync: false,
        }),
      });
      expect(stop).toHaveTextContent(
        /Argo CD does not sync production by itself: no sync window that allows it is open \(0 8 \* \* 1-5, Europe\/Berlin, for 1h\)\. The next one opens at .*2026.*\. A sync by hand is not allowed either\./,
      );
    });

    it('says every condition of the application, each once', async () => {
      const { stop } = await renderStop({
        sync: 'Unknown',
        syncReason: createReason('ApplicationCondition', {
          type: 'ComparisonError',
          detail: 'kustomize build failed: no such file',
        }),
        conditions: [
          {
            type: 'ComparisonError',
            message: 'kustomize build failed: no such file',
          },
          {
            type: 'SharedResourceWarning',
            message: 'ConfigMap/shared belongs to two applications',
          },
        ],
      });
      expect(within(stop).getAllByText(/kustomize build failed/).length).toBe(
        1,
      );
      expect(stop).toHaveTextContent('ComparisonError: kustomize build failed');
      expect(stop).toHaveTextContent('SharedResourceWarning: ConfigMap/shared');
    });

    it('names the resource and its pod in words', async () => {
      const { stop } = await renderStop({
        health: 'Degraded',
        healthReason: createReason('ResourceHealth', {
          kind: 'Deployment',
          name: 'n8n',
          health: 'Degraded',
          pod: { name: 'n8n-1', detail: '0/3 nodes match disk=ssd' },
        }),
      });
      expect(stop).toHaveTextContent('The Deployment n8n is Degraded.');
      expect(stop).toHaveTextContent('0/3 nodes match disk=ssd');
    });
  });

  describe('operations', () => {
    it.each<[Partial<EnvironmentStatus>, string]>([
      [{ operation: { kind: 'sync', phase: 'Running' } }, 'Syncing'],
      [
        { operation: { kind: 'partial-sync', phase: 'Running' } },
        'Syncing some resources',
      ],
      [
        { operation: { kind: 'dry-run', phase: 'Running' } },
        'Dry run in progress',
      ],
      [
        {
          operation: {
            kind: 'dry-run',
            phase: 'Succeeded',
            finishedAt: minutesAgo(3),
          },
        },
        'Dry run 3 min ago, nothing was applied',
      ],
      [
        {
          operation: {
            kind: 'partial-sync',
            phase: 'Succeeded',
            finishedAt: minutesAgo(3),
          },
        },
        'Only some resources were synced, 3 min ago',
      ],
      [
        {
          operation: { kind: 'sync', phase: 'Failed', message: 'no.' },
        },
        'Last sync failed: no.',
      ],
      [
        { operation: { kind: 'dry-run', phase: 'Error', message: 'no.' } },
        'Last dry run failed: no.',
      ],
    ])('says %j as what it is', async (facts, words) => {
      const { stop } = await renderStop(facts);
      expect(stop.textContent?.replace(/\u00a0/g, ' ')).toContain(words);
    });

    it('says of a sync whose attempts fail that it fails, and why', async () => {
      const { stop } = await renderStop({
        sync: 'OutOfSync',
        operation: {
          kind: 'sync',
          phase: 'Running',
          retrying: true,
          message: 'the selector is immutable. Retrying attempt #3',
        },
      });
      expect(
        within(stop).getByText('Sync fails, retrying'),
      ).toBeInTheDocument();
      expect(within(stop).queryByText('Syncing')).toBeNull();
      expect(stop).toHaveTextContent('the selector is immutable');
    });

    it('says nothing of a sync that went well', async () => {
      const { stop } = await renderStop({
        operation: {
          kind: 'sync',
          phase: 'Succeeded',
          finishedAt: minutesAgo(3),
        },
      });
      expect(stop).not.toHaveTextContent(/run|applied|some resources/i);
    });
  });

  describe('differences', () => {
    const old = {
      kind: 'ConfigMap',
      name: 'old-settings',
      namespace: 'audiobookshelf-production',
      requiresPruning: true as const,
    };

    it('lists what differs from Git on request', async () => {
      const { stop } = await renderStop({
        sync: 'OutOfSync',
        differences: {
          total: 25,
          pruneOnly: false,
          resources: [
            { group: 'apps', kind: 'Deployment', name: 'audiobookshelf' },
            old,
          ],
        },
      });
      expect(stop).toHaveTextContent('25 resources differ from Git.');
      expect(within(stop).queryByText('old-settings')).toBeNull();
      await userEvent.click(
        within(stop).getByRole('button', {
          name: 'Show what differs from Git in production',
        }),
      );
      expect(within(stop).getByText('audiobookshelf')).toBeInTheDocument();
      expect(stop).toHaveTextContent(
        'old-settings in audiobookshelf-production (removed only by pruning)',
      );
      expect(stop).toHaveTextContent('and 23 more');
      expect(
        within(stop).getByRole('button', {
          name: 'Sync production: 25 resources',
        }),
      ).toBeInTheDocument();
      expect(await axe(stop)).toEqual([]);
    });

    const pruning: Partial<EnvironmentStatus> = {
      sync: 'OutOfSync',
      differences: { total: 1, pruneOnly: true, resources: [old] },
    };

    it('offers pruning with its list where only that is left, and asks first', async () => {
      const { stop, api } = await renderStop(pruning);
      expect(stop).toHaveTextContent(
        'Only pruning is left: Git no longer has 1 resource.',
      );
      expect(within(stop).queryByRole('button', { name: /^Sync/ })).toBeNull();
      await userEvent.click(
        within(stop).getByRole('button', { name: 'Prune production' }),
      );
      const dialog = await screen.findByRole('dialog');
      expect(dialog).toHaveTextContent('ConfigMap old-settings');
      expect(api.syncEnvironment).not.toHaveBeenCalled();
      expect(await axe(dialog)).toEqual([]);

      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Remove 1 resource' }),
      );
      await waitFor(() =>
        expect(api.syncEnvironment).toHaveBeenCalledWith(
          'component:default/audiobookshelf',
          'production',
          {
            prune: [
              {
                kind: 'ConfigMap',
                namespace: 'audiobookshelf-production',
                name: 'old-settings',
              },
            ],
          },
        ),
      );
      expect(
        await within(dialog).findByText('Argo CD has started to prune.'),
      ).toBeInTheDocument();
    });

    it('does not offer to prune more than it can list', async () => {
      const { stop } = await renderStop({
        sync: 'OutOfSync',
        differences: { total: 101, pruneOnly: true, resources: [old] },
      });
      expect(within(stop).queryByRole('button', { name: /^Prune/ })).toBeNull();
      expect(stop).toHaveTextContent(
        'Too many to confirm here: prune them in Argo CD.',
      );
    });

    it('says why pruning was refused', async () => {
      const api = deliveryApiMock();
      api.syncEnvironment.mockRejectedValue(
        new DeliveryRequestError('refused', 'A sync window is closed.', 'x1'),
      );
      const { stop } = await renderStop(pruning, { api });
      await userEvent.click(
        within(stop).getByRole('button', { name: 'Prune production' }),
      );
      await userEvent.click(
        screen.getByRole('button', { name: 'Remove 1 resource' }),
      );
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'A sync window is closed. Nothing was changed.',
      );
    });

    it('removes nothing when it is cancelled', async () => {
      const { stop, api } = await renderStop(pruning);
      await userEvent.click(
        within(stop).getByRole('button', { name: 'Prune production' }),
      );
      await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      expect(api.syncEnvironment).not.toHaveBeenCalled();
    });
  });

  describe('releases', () => {
    it('tells the stable release and the canary apart', async () => {
      const { stop } = await renderStop({
        rollout: 'canary',
        health: 'Suspended',
        release: release('2.29.0'),
        canary: {
          release: release('2.30.0'),
          state: 'paused',
          weight: 10,
          step: 1,
        },
      });
      expect(within(stop).getByText('2.29.0')).toBeInTheDocument();
      expect(stop).toHaveTextContent(
        'Canary 2.30.0 is paused, 10 % of traffic, step 2',
      );
    });

    it('does not say twice that a canary is paused, but why it is degraded', async () => {
      const rollout = { kind: 'Rollout', name: 'shop' } as const;
      const { stop, unmount } = await renderStop({
        rollout: 'canary',
        rolloutWeights: [10, 100],
        health: 'Suspended',
        healthReason: createReason('ResourceHealth', {
          ...rollout,
          health: 'Suspended',
        }),
        canary: { release: release('2.30.0'), state: 'paused', step: 1 },
      });
      expect(stop).not.toHaveTextContent('The Rollout shop is Suspended');
      expect(stop).not.toHaveTextContent('canary 10 → 100 %');
      unmount();
      const { stop: degraded } = await renderStop({
        health: 'Degraded',
        healthReason: createReason('ResourceHealth', {
          ...rollout,
          health: 'Degraded',
          detail: 'ProgressDeadlineExceeded',
        }),
        canary: { release: release('2.30.0'), state: 'paused', step: 1 },
      });
      expect(degraded).toHaveTextContent('ProgressDeadlineExceeded');
    });

    it('says that a canary was aborted', async () => {
      const { stop } = await renderStop({
        canary: { release: release('2.30.0'), state: 'aborted' },
      });
      expect(stop).toHaveTextContent('Canary 2.30.0 was aborted');
    });

    it('does not guess which of two versions is the stable one', async () => {
      const { stop } = await renderStop({ mixed: true, release: undefined });
      expect(stop).toHaveTextContent(
        'Two versions run; which one is stable is not known',
      );
    });

    it('says beside what runs what Git says, and that it was changed past Git', async () => {
      const { stop } = await renderStop({
        release: release('2.26.3'),
        git: { release: release('2.29.0') },
        outsideGit: createReason('Recorded', {
          text: 'production was rolled back outside Git.',
        }),
      });
      expect(within(stop).getByText('2.26.3')).toBeInTheDocument();
      expect(stop).toHaveTextContent('In Git: 2.29.0');
      expect(stop).toHaveTextContent('rolled back outside Git');
    });

    it('says nothing of Git where it says what runs', async () => {
      const { stop } = await renderStop({
        release: release('2.29.0'),
        git: { release: release('2.29.0') },
      });
      expect(stop).not.toHaveTextContent('In Git');
    });
  });

  it('says all of it in German', async () => {
    const { stop } = await renderStop(
      {
        presence: 'absent',
        health: 'Unknown',
        sync: 'Unknown',
        healthReason: createReason('ApplicationMissing', {
          environment: 'production',
        }),
        release: undefined,
      },
      { language: 'de' },
    );
    expect(
      await within(stop).findByText('Keine Anwendung'),
    ).toBeInTheDocument();
  });

  it('asks before it brings a Release past the environment before', async () => {
    const api = deliveryApiMock();
    renderDelivery(
      <EnvironmentStop
        entityRef="component:default/audiobookshelf"
        environment={environment('production', {
          sync: 'OutOfSync',
          release: release('1'),
          git: { release: release('3') },
        })}
        before={environment('staging', { release: release('2') })}
        maySync
      />,
      { api },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sync production: 1 → 3' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Sync production past staging?',
    });
    expect(dialog).toHaveTextContent('staging runs 2');
    expect(api.syncEnvironment).not.toHaveBeenCalled();
    expect(await axe(dialog)).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Sync production' }),
    );
    await waitFor(() => expect(api.syncEnvironment).toHaveBeenCalledTimes(1));
  });

  it('says how many resources a sync changes where the Release stays', async () => {
    const { stop } = await renderStop({
      sync: 'OutOfSync',
      differences: { total: 2, pruneOnly: false, resources: [] },
    });
    expect(
      within(stop).getByRole('button', {
        name: 'Sync production: 2 resources',
      }),
    ).toHaveTextContent('Sync: 2 resources');
  });
});
