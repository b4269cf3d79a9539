import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import {
  environment,
  minutesAgo,
  promotion,
  serviceDelivery,
} from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import {
  emergencyRollback,
  environmentHistory,
  rollback,
} from '../__testUtils__/rollback';
import { EnvironmentsContent } from '../service/EnvironmentsContent';

const production = () =>
  screen.findByRole('article', { name: 'Environment production' });

async function renderStop(
  history: Parameters<typeof environmentHistory>[0] = {},
  overrides: Parameters<typeof serviceDelivery>[0] = {},
) {
  const api = deliveryApiMock();
  api.getService.mockImplementation(async () =>
    serviceDelivery({
      histories: [environmentHistory(history)],
      ...overrides,
    }),
  );
  api.getPromotion.mockImplementation(async () => rollback());
  const view = renderDelivery(<EnvironmentsContent />, { api });
  return { ...view, stop: await production() };
}

describe('EnvironmentRollback', () => {
  it('says what ran before and until when, with the way back', async () => {
    const { stop, container } = await renderStop();
    expect(stop).toHaveTextContent(/Previously 2\.17\.4, until 3\sd ago/);
    expect(
      within(stop).getByRole('button', {
        name: 'Roll back production to 2.17.4',
      }),
    ).toHaveTextContent('Roll back');
    expect(screen.getAllByText(/^Previously/)).toHaveLength(1);
    expect(await axe(container)).toEqual([]);
  });

  it('says nothing where there is no past', async () => {
    const { stop } = await renderStop({ previous: undefined });
    expect(stop).not.toHaveTextContent('Previously');
    expect(
      within(stop).queryByRole('button', { name: /^Roll back/ }),
    ).toBeNull();
  });

  it('does not say "until" of what still runs beside a canary, and keeps the way back', async () => {
    const { stop } = await renderStop(
      {},
      {
        environments: [
          environment('production', {
            canary: {
              state: 'progressing',
              release: {
                images: [
                  { name: 'ghcr.io/advplyr/audiobookshelf', tag: '2.31.0' },
                ],
              },
            },
          }),
        ],
        transitions: [],
      },
    );
    expect(stop).not.toHaveTextContent('Previously');
    expect(
      within(stop).getByRole('button', { name: /^Roll back production to/ }),
    ).toBeInTheDocument();
  });

  it('says from which release it was rolled back, when and by whom', async () => {
    const { current } = environmentHistory();
    const { stop } = await renderStop({
      current: {
        ...current!,
        from: minutesAgo(5),
        cause: 'rollback',
        by: 'user:default/rita',
        replaces: {
          images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag: '2.29.0' }],
        },
      },
    });
    expect(stop).toHaveTextContent(
      /Rolled back from 2\.29\.0 5\smin ago by rita/,
    );
  });

  it('asks before a sync undoes a rollback outside Git, and says what it brings back', async () => {
    const { stop, api } = await renderStop(
      { emergency: emergencyRollback() },
      {
        environments: [
          environment('production', {
            sync: 'OutOfSync',
            release: {
              images: [
                { name: 'ghcr.io/advplyr/audiobookshelf', tag: '2.17.4' },
              ],
            },
            git: {
              release: {
                images: [
                  { name: 'ghcr.io/advplyr/audiobookshelf', tag: '2.19.0' },
                ],
              },
            },
          }),
        ],
        transitions: [],
      },
    );
    await userEvent.click(
      within(stop).getByRole('button', {
        name: /^Sync production.*2\.17\.4 → 2\.19\.0$/,
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Sync production and undo its rollback?',
    });
    expect(dialog).toHaveTextContent(
      'production was rolled back to 2.17.4 outside Git, and Git still names 2.19.0. A sync brings 2.19.0 back.',
    );
    expect(api.syncEnvironment).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Sync production' }),
    );
    await waitFor(() => expect(api.syncEnvironment).toHaveBeenCalledTimes(1));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is the only way back that is offered once it is under way', async () => {
    const failed = promotion({ status: 'failed' });
    const { stop } = await renderStop(
      { rollback: rollback() },
      {
        transitions: [
          {
            from: 'canary',
            to: 'production',
            state: 'differs',
            changes: [],
            promotion: failed,
          },
        ],
      },
    );
    expect(stop).toHaveTextContent('Rolling back to 2.17.4');
    expect(screen.queryByRole('button', { name: /^Roll back/ })).toBeNull();
    const between = screen.getByRole('region', {
      name: 'From canary to production',
    });
    expect(between).toHaveTextContent('production is being rolled back');
  });

  it('says on the path that what would be promoted was rolled back there', async () => {
    await renderStop(
      {},
      {
        transitions: [
          {
            from: 'canary',
            to: 'production',
            state: 'differs',
            changes: [],
            rolledBack: { at: minutesAgo(5), by: 'user:default/rita' },
          },
        ],
      },
    );
    expect(
      screen.getByRole('region', { name: 'From canary to production' }),
    ).toHaveTextContent(/Was rolled back in production 5\smin ago by rita/);
  });

  it('shows a rollback that is under way with its pull request, and does not offer another one', async () => {
    const { stop } = await renderStop({ rollback: rollback() });
    expect(stop).toHaveTextContent('Rolling back to 2.17.4');
    expect(
      within(stop).getByRole('link', { name: /^PR #13 open/ }),
    ).toHaveAttribute('href', rollback().pullRequest?.url);
    expect(
      within(stop).queryByRole('button', { name: /^Roll back/ }),
    ).toBeNull();

    await userEvent.click(
      within(stop).getByRole('button', {
        name: 'Show progress of the rollback of production',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('Waiting for someone to merge it.'),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says that it is merged and waits for the sync', async () => {
    const { stop } = await renderStop({
      rollback: rollback({ status: 'merged' }),
    });
    expect(stop).toHaveTextContent('Merged, waiting for sync');
  });

  it('says why a rollback failed, and offers the way back again', async () => {
    const { stop } = await renderStop({
      rollback: rollback({
        status: 'failed',
        reason: createReason('TargetDegraded', { environment: 'production' }),
      }),
    });
    expect(stop).toHaveTextContent('Rollback failed');
    expect(stop).toHaveTextContent(
      'production became Degraded after the sync.',
    );
    expect(
      within(stop).getByRole('button', { name: /^Roll back production/ }),
    ).toBeInTheDocument();
  });

  it('says that it was rolled back outside Git, by whom and why, with the pull request that makes Git agree', async () => {
    const outsideGit = createReason('RolledBackOutsideGit', {
      environment: 'production',
    });
    const { stop, container } = await renderStop(
      {
        emergency: emergencyRollback({ promotion: 'r-1' }),
        rollback: rollback(),
      },
      { environments: [environment('production', { outsideGit })] },
    );
    expect(within(stop).getByText('Rolled back outside Git')).toBeVisible();
    expect(stop).toHaveTextContent(/To 2\.17\.4, by guest 1\smin ago\./);
    expect(stop).toHaveTextContent('“Every login fails.”');
    expect(within(stop).getByRole('link', { name: /^PR #13/ })).toHaveAttribute(
      'href',
      rollback().pullRequest?.url,
    );
    // The stop says it once.
    expect(stop).not.toHaveTextContent(outsideGit.message);
    expect(await axe(container)).toEqual([]);
  });

  it('says that the pull request is owed while there is none', async () => {
    const { stop } = await renderStop({ emergency: emergencyRollback() });
    expect(stop).toHaveTextContent(
      'Git does not agree yet: its pull request is still to be opened. The portal keeps trying.',
    );
  });

  it('offers the rollback of a promotion that failed', async () => {
    const failed = promotion({
      status: 'failed',
      reason: createReason('TargetDegraded', { environment: 'production' }),
    });
    await renderStop(
      {},
      {
        transitions: [
          {
            from: 'canary',
            to: 'production',
            state: 'differs',
            changes: [],
            promotion: failed,
          },
        ],
      },
    );
    const transition = screen.getByRole('region', {
      name: 'From canary to production',
    });
    await userEvent.click(
      within(transition).getByRole('button', {
        name: 'Roll back production to 2.17.4',
      }),
    );
    expect(await screen.findByRole('dialog')).toHaveAccessibleName(
      'Roll back audiobookshelf in production',
    );
  });

  it('goes back one step in the history of the browser when it is closed', async () => {
    const { stop } = await renderStop();
    const button = within(stop).getByRole('button', { name: /^Roll back/ });
    await userEvent.click(button);
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('tells who does not see the page how a rollback goes on', async () => {
    const { api, queryClient } = await renderStop({ rollback: rollback() });
    api.getService.mockImplementation(async () =>
      serviceDelivery({
        histories: [
          environmentHistory({ rollback: rollback({ status: 'succeeded' }) }),
        ],
      }),
    );
    await queryClient.invalidateQueries();
    expect(
      await screen.findByText('Rollback of production: Rolled back'),
    ).toBeInTheDocument();
  });
});
