import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import {
  promotion,
  promotionPreview,
  serviceDelivery,
} from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { environmentHistory } from '../__testUtils__/rollback';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { EnvironmentsContent } from '../service/EnvironmentsContent';

async function openDialog(api = deliveryApiMock()) {
  const view = renderDelivery(<EnvironmentsContent />, { api });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Promote to production' }),
  );
  const dialog = await screen.findByRole('dialog');
  return { ...view, dialog };
}

const underWay = () =>
  serviceDelivery({
    transitions: [
      {
        from: 'canary',
        to: 'production',
        state: 'under-way',
        changes: [],
        promotion: promotion(),
      },
    ],
  });

const confirm = () =>
  screen.getByRole('button', { name: 'Open pull request for production' });

describe('PromoteDialog', () => {
  it('shows what would change and what the gates say', async () => {
    const { dialog, api } = await openDialog();
    expect(dialog).toHaveAccessibleName('Promote audiobookshelf to production');

    const row = await screen.findByRole('row', {
      name: /ghcr.io\/advplyr\/audiobookshelf/,
    });
    expect(row).toHaveTextContent('2.17.4');
    expect(row).toHaveTextContent('2.19.0');
    const diff = screen.getByRole('region', {
      name: /Changes in .*production\/kustomization.yaml/,
    });
    expect(diff).toHaveTextContent('-removed: newTag: 2.17.4');
    expect(diff).toHaveTextContent('+added: newTag: 2.19.0');
    expect(diff).not.toHaveTextContent('+++');
    expect(screen.getByText('Passed')).toBeInTheDocument();
    expect(screen.getByText('canary is Healthy.')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Gates' })).toBeVisible();
    expect(screen.getByText('1 of 1 passed')).toBeVisible();
    expect(confirm()).toBeEnabled();
    expect(api.previewPromotion).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      { from: 'canary', to: 'production' },
      expect.anything(),
    );
    expect(await axe(dialog)).toEqual([]);
  });

  it('cannot be confirmed before the answer is there', async () => {
    const api = deliveryApiMock();
    api.previewPromotion.mockReturnValue(new Promise(() => {}));
    await openDialog(api);
    expect(confirm()).toBeDisabled();
  });

  it.each([
    ['failed', 'Blocked'],
    ['pending', 'Waiting'],
    ['unknown', 'Unknown'],
  ] as const)('says why a gate that is %s holds', async (status, word) => {
    const api = deliveryApiMock();
    api.previewPromotion.mockResolvedValue(
      promotionPreview({
        gates: [
          {
            id: 'source-healthy',
            title: 'canary is healthy',
            status,
            reason: createReason('EnvironmentUnhealthy', {
              environment: 'canary',
              health: 'Degraded',
            }),
          },
        ],
        canOpen: false,
        reason: createReason('FileNotRead', { file: 'a.yaml' }),
      }),
    );
    const { dialog } = await openDialog(api);
    expect(await within(dialog).findByText(word)).toBeInTheDocument();
    expect(
      screen.getByText('canary is Degraded. Try again when it is Healthy.'),
    ).toBeInTheDocument();
    expect(confirm()).toBeDisabled();
    expect(confirm()).toHaveAccessibleDescription(
      'This cannot be judged until a.yaml is corrected.',
    );
  });

  it('does not repeat beside the button what a gate says at length', async () => {
    const api = deliveryApiMock();
    const reason = createReason('EnvironmentUnhealthy', {
      environment: 'canary',
      health: 'Degraded',
    });
    api.previewPromotion.mockResolvedValue(
      promotionPreview({
        gates: [
          { id: 'g', title: 'canary is healthy', status: 'failed', reason },
        ],
        canOpen: false,
        reason,
      }),
    );
    await openDialog(api);
    expect(await screen.findByText(reason.message)).toBeInTheDocument();
    expect(confirm()).toHaveAccessibleDescription(
      'One gate blocks this promotion. Its row above says what would help.',
    );
  });

  it('says what happened when it cannot be previewed', async () => {
    const api = deliveryApiMock();
    api.previewPromotion.mockRejectedValueOnce(
      new DeliveryRequestError('unavailable', 'git.example.org is down.', 'x1'),
    );
    await openDialog(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This could not be loadedgit.example.org is down. Nothing was changed.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Passed')).toBeInTheDocument();
  });

  it('leads to a pull request that is open already', async () => {
    const api = deliveryApiMock();
    api.previewPromotion.mockResolvedValue(
      promotionPreview({ existing: promotion() }),
    );
    await openDialog(api);
    expect(
      await screen.findByText(
        'A pull request for this release is already open',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /^Open PR #12/ })).toHaveAttribute(
      'href',
      promotion().pullRequest?.url,
    );
    expect(
      screen.queryByRole('button', { name: /^Open pull request/ }),
    ).toBeNull();
  });

  it('says whose place the promotion is to take', async () => {
    const api = deliveryApiMock();
    api.previewPromotion.mockResolvedValue(
      promotionPreview({ replaces: promotion() }),
    );
    const { dialog } = await openDialog(api);
    expect(
      await within(dialog).findByText(
        /^Takes the place of PR #12, which brings/,
      ),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('link', { name: /^Open PR #12/ }),
    ).toHaveAttribute('href', promotion().pullRequest?.url);
    expect(confirm()).toBeEnabled();
    expect(await axe(dialog)).toEqual([]);
  });

  it('opens the pull request once, and follows it to the end', async () => {
    const { api, dialog, queryClient } = await openDialog();
    await screen.findByText('Passed');
    await userEvent.dblClick(confirm());

    expect(
      await within(dialog).findByRole('link', { name: /^PR #12/ }),
    ).toBeInTheDocument();
    expect(api.openPromotion).toHaveBeenCalledTimes(1);
    expect(api.openPromotion).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      { from: 'canary', to: 'production' },
      { signal: expect.any(AbortSignal) },
    );
    expect(
      screen.getByText('Waiting for someone to merge it.'),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent('audiobookshelf 2.17.4 → 2.19.0');
    expect(dialog).toContainElement(document.activeElement as HTMLElement);

    const goOn = async (
      status: Parameters<typeof promotion>[0],
      words: string | RegExp,
    ) => {
      api.getPromotion.mockResolvedValue(promotion(status));
      await queryClient.invalidateQueries();
      expect(await within(dialog).findByText(words)).toBeInTheDocument();
    };
    await goOn({ status: 'merged' }, /production does not sync automatically/);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Sync production' }),
    );
    await waitFor(() => expect(api.syncEnvironment).toHaveBeenCalledTimes(1));
    await goOn({ status: 'syncing' }, 'Argo CD is applying the change.');
    await goOn({ status: 'verifying' }, /Checking that it stays healthy/);
    await goOn(
      { status: 'succeeded' },
      'production runs 2.19.0 and stays healthy.',
    );
    expect(await axe(dialog)).toEqual([]);
  });

  it('says why it failed in the end', async () => {
    const api = deliveryApiMock();
    api.getPromotion.mockResolvedValue(
      promotion({
        status: 'failed',
        reason: createReason('TargetDegraded', { environment: 'production' }),
      }),
    );
    await openDialog(api);
    await screen.findByText('Passed');
    await userEvent.click(confirm());
    expect(
      await screen.findByText('production became Degraded after the sync.'),
    ).toBeInTheDocument();
  });

  it.each([
    [
      new DeliveryRequestError('refused', 'canary is Degraded.', 't-1'),
      'canary is Degraded. No pull request was opened and nothing was changed.',
    ],
    [
      new DeliveryRequestError('timeout', '', 't-1'),
      'It is not certain whether the pull request was opened.',
    ],
  ])('says what became of a request that failed', async (error, words) => {
    const api = deliveryApiMock();
    api.openPromotion.mockRejectedValueOnce(error);
    await openDialog(api);
    await screen.findByText('Passed');
    await userEvent.click(confirm());
    expect(await screen.findByRole('alert')).toHaveTextContent(words);

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Waiting for someone to merge it.'),
    ).toBeInTheDocument();
  });

  it('names the right that is missing, and that nothing was opened', async () => {
    const api = deliveryApiMock();
    api.openPromotion.mockRejectedValueOnce(
      new DeliveryRequestError('forbidden', '', '', {
        status: 403,
        permission: 'scaffolder.task.create',
      }),
    );
    await openDialog(api);
    await screen.findByText('Passed');
    await userEvent.click(confirm());
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'The pull request could not be openedIt requires the permission scaffolder.task.create. Ask an administrator of the portal for it. No pull request was opened and nothing was changed.',
    );
    expect(screen.queryByText(/not certain/)).toBeNull();
    expect(screen.queryByText(/could not be reached/)).toBeNull();
  });

  it('says the status where a refusal has no words', async () => {
    const api = deliveryApiMock();
    api.openPromotion.mockRejectedValueOnce(
      new DeliveryRequestError('not-found', '', 'x1', { status: 404 }),
    );
    await openDialog(api);
    await screen.findByText('Passed');
    await userEvent.click(confirm());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The portal answered with status 404. No pull request was opened and nothing was changed.',
    );
  });

  it('looks for the promotion when the answer was lost, and follows it', async () => {
    const api = deliveryApiMock();
    api.openPromotion.mockRejectedValueOnce(
      new DeliveryRequestError('network', '', ''),
    );
    await openDialog(api);
    await screen.findByText('Passed');
    await userEvent.click(confirm());
    expect(
      await screen.findByText(
        'This page keeps looking for the pull request. None is known so far.',
      ),
    ).toBeInTheDocument();

    api.getService.mockResolvedValue(underWay());
    expect(
      await screen.findByText(
        'Waiting for someone to merge it.',
        {},
        { timeout: 4_000 },
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(api.openPromotion).toHaveBeenCalledTimes(1);
  });

  it('says after two seconds that the Git host is slow, and stops waiting on request', async () => {
    const api = deliveryApiMock();
    let signal: AbortSignal | undefined;
    api.previewPromotion.mockImplementationOnce((_ref, _request, options) => {
      signal = options?.signal;
      return new Promise(() => {});
    });
    const { dialog } = await openDialog(api);
    expect(within(dialog).queryByText(/has not answered yet/)).toBeNull();
    expect(
      await within(dialog).findByText(
        'The Git host has not answered yet; still waiting…',
        {},
        { timeout: 4_000 },
      ),
    ).toBeInTheDocument();
    expect(within(dialog).getByText(/^2\ss$/)).toBeInTheDocument();
    expect(await axe(dialog)).toEqual([]);

    await userEvent.click(screen.getByRole('button', { name: 'Stop waiting' }));
    expect(signal?.aborted).toBe(true);
    expect(
      within(dialog).getByText('You stopped waiting for the preview'),
    ).toBeInTheDocument();
    expect(confirm()).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Passed')).toBeInTheDocument();
  });

  it('lets a person stop waiting for the pull request, and claims nothing then', async () => {
    const api = deliveryApiMock();
    api.openPromotion.mockImplementationOnce(
      (_ref, _request, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () =>
            reject(options.signal?.reason),
          );
        }),
    );
    const { dialog } = await openDialog(api);
    await screen.findByText('Passed');
    await userEvent.click(confirm());
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Stop waiting' },
        { timeout: 4_000 },
      ),
    );
    expect(
      await within(dialog).findByText(/The portal goes on/),
    ).toBeInTheDocument();
    expect(screen.getByText(/None is known so far/)).toBeInTheDocument();
    expect(await axe(dialog)).toEqual([]);
  });

  it('asks for a reason where the release was rolled back there', async () => {
    const api = deliveryApiMock();
    const why = createReason('ExternalGate', {
      gate: 'freeze',
      message: 'This release was rolled back in production by olga.',
    });
    api.previewPromotion.mockResolvedValue(
      promotionPreview({ reasonRequired: [why] }),
    );
    const { dialog } = await openDialog(api);
    expect(
      await within(dialog).findByText(
        'This release was rolled back in production by olga.',
      ),
    ).toBeInTheDocument();
    expect(confirm()).toBeDisabled();
    expect(confirm()).toHaveAccessibleDescription('Give a reason first.');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /^Reason/ }),
      'The cause is fixed.',
    );
    await userEvent.click(confirm());
    await waitFor(() =>
      expect(api.openPromotion).toHaveBeenCalledWith(
        'component:default/audiobookshelf',
        { from: 'canary', to: 'production', reason: 'The cause is fixed.' },
        expect.anything(),
      ),
    );
  });

  it('is part of the address: a link leads to it, and to what it follows', async () => {
    const api = deliveryApiMock();
    const { unmount } = renderDelivery(<EnvironmentsContent />, {
      api,
      path: '/?promote=production',
    });
    expect(await screen.findByRole('dialog')).toHaveAccessibleName(
      'Promote audiobookshelf to production',
    );
    unmount();
    renderDelivery(<EnvironmentsContent />, {
      api,
      path: '/?promote=production&promotion=p-1',
    });
    expect(
      await screen.findByText('Waiting for someone to merge it.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('dialog')).toHaveAccessibleName(
      'Promotion of audiobookshelf to production',
    );
  });

  it('offers what is next: the next environment, and the way back', async () => {
    const api = deliveryApiMock();
    const usual = serviceDelivery();
    const over = promotion({ id: 'p-1', from: 'staging', to: 'canary' });
    api.getService.mockResolvedValue({
      ...usual,
      histories: [
        environmentHistory({
          environment: 'canary',
          current: deployment({ id: 'd-2', promotion: 'p-1' }),
        }),
      ],
    });
    api.getPromotion.mockResolvedValue({ ...over, status: 'succeeded' });
    renderDelivery(<EnvironmentsContent />, {
      api,
      path: '/?promote=canary&promotion=p-1',
    });
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByRole('button', {
        name: 'Roll back canary to 2.17.4',
      }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Promote to production' }),
    );
    await waitFor(() =>
      expect(screen.getByRole('dialog')).toHaveAccessibleName(
        'Promote audiobookshelf to production',
      ),
    );
  });

  it('goes on when it is closed, and can be opened again from the path', async () => {
    const api = deliveryApiMock();
    let finish = () => {};
    api.openPromotion.mockReturnValue(
      new Promise(resolve => {
        finish = () => resolve(promotion());
      }),
    );
    await openDialog(api);
    await screen.findByText('Passed');
    await userEvent.click(confirm());
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('Opening the pull request')).toBeInTheDocument();

    api.getService.mockResolvedValue(underWay());
    finish();
    const path = screen.getByRole('region', {
      name: 'From canary to production',
    });
    expect(
      await within(path).findByRole('link', { name: /^PR #12 open/ }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /^Show progress/ }),
    );
    expect(await screen.findByRole('dialog')).toHaveAccessibleName(
      'Promotion of audiobookshelf to production',
    );
    expect(api.openPromotion).toHaveBeenCalledTimes(1);
  });

  it('leaves the keyboard focus at the transition when the button that opened it is gone', async () => {
    const api = deliveryApiMock();
    await openDialog(api);
    await screen.findByText('Passed');
    api.getService.mockResolvedValue(underWay());
    await userEvent.click(confirm());
    await screen.findByText('Waiting for someone to merge it.');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const transition = screen.getByRole('region', {
      name: 'From canary to production',
    });
    await waitFor(() =>
      expect(transition).toContainElement(
        document.activeElement as HTMLElement,
      ),
    );
  });
});
