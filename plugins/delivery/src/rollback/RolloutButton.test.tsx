import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { CanaryStatus } from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { environment, serviceDelivery } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
  rollbackApiMock,
} from '../__testUtils__/renderDelivery';
import { environmentHistory } from '../__testUtils__/rollback';
import { EnvironmentsContent } from '../service/EnvironmentsContent';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';

async function renderCanary(
  state: CanaryStatus['state'],
  options: { may?: boolean; refuse?: Error; vanishes?: boolean } = {},
) {
  const api = deliveryApiMock();
  const rollbackApi = rollbackApiMock();
  const usual = serviceDelivery();
  api.getService.mockImplementation(async () =>
    serviceDelivery({
      environments: [
        environment('canary', {
          rollout: 'canary',
          canary:
            options.vanishes && rollbackApi.runRolloutAction.mock.calls.length
              ? undefined
              : {
                  release: {
                    images: [
                      { name: 'ghcr.io/advplyr/audiobookshelf', tag: '2.20.0' },
                    ],
                  },
                  state,
                },
        }),
      ],
      transitions: [],
      histories: [environmentHistory({ environment: 'canary' })],
      permissions: {
        ...usual.permissions,
        rollout: options.may === false ? [] : ['canary'],
      },
    }),
  );
  if (options.refuse) {
    rollbackApi.runRolloutAction.mockRejectedValueOnce(options.refuse);
  }
  renderDelivery(<EnvironmentsContent />, { api, rollbackApi });
  const stop = await screen.findByRole('article', {
    name: 'Environment canary',
  });
  return { stop, rollbackApi };
}

describe('RolloutButton', () => {
  it('aborts a canary once it has said what happens, and offers to take the version back out of Git', async () => {
    const { stop, rollbackApi } = await renderCanary('progressing');
    await userEvent.click(
      within(stop).getByRole('button', {
        name: 'Abort the canary 2.20.0 in canary',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'All traffic goes back to the stable version, and 2.20.0 stops. Git goes on naming 2.20.0.',
    );
    expect(rollbackApi.runRolloutAction).not.toHaveBeenCalled();
    expect(await axe(dialog)).toEqual([]);

    await userEvent.dblClick(
      within(dialog).getByRole('button', { name: 'Abort the canary' }),
    );
    expect(
      await within(dialog).findByText('Argo CD aborts the canary 2.20.0.'),
    ).toBeInTheDocument();
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledTimes(1);
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      'canary',
      { action: 'abort' },
    );

    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Roll back canary to 2.17.4',
      }),
    );
    await waitFor(() =>
      expect(screen.getByRole('dialog')).toHaveAccessibleName(
        'Roll back audiobookshelf in canary',
      ),
    );
  });

  it('still offers to take the version back when the canary is gone by then', async () => {
    const { stop } = await renderCanary('progressing', { vanishes: true });
    await userEvent.click(within(stop).getByRole('button', { name: /^Abort/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Abort the canary' }),
    );
    await waitFor(() => expect(stop).not.toHaveTextContent('2.20.0'));
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('Git still names 2.20.0 for canary.');
    expect(
      within(dialog).getByRole('button', {
        name: 'Roll back canary to 2.17.4',
      }),
    ).toBeInTheDocument();
    expect(
      within(stop).queryByRole('button', { name: /^(Abort|Retry)/ }),
    ).toBeNull();
  });

  it('retries an aborted canary', async () => {
    const { stop, rollbackApi } = await renderCanary('aborted');
    expect(
      within(stop).getByRole('button', { name: 'Roll back canary to 2.17.4' }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(stop).getByRole('button', {
        name: 'Retry the canary 2.20.0 in canary',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'The canary begins again at its first step: 2.20.0 receives traffic again.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Retry the canary' }),
    );
    await within(dialog).findByText('Argo CD begins the canary 2.20.0 again.');
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledWith(
      expect.anything(),
      'canary',
      { action: 'retry' },
    );
  });

  it('is not there for who may not', async () => {
    const { stop } = await renderCanary('paused', { may: false });
    expect(within(stop).queryByRole('button', { name: /^Abort/ })).toBeNull();
  });

  it('says why nothing was done', async () => {
    const { stop } = await renderCanary('paused', {
      refuse: new DeliveryRequestError('refused', 'No canary runs.', 'x'),
    });
    await userEvent.click(within(stop).getByRole('button', { name: /^Abort/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Abort the canary' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The canary could not be abortedNo canary runs. Nothing was changed.',
    );
  });
});
