import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { serviceDelivery } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
  rollbackApiMock,
} from '../__testUtils__/renderDelivery';
import {
  emergencyRollback,
  environmentHistory,
  rollback,
  rollbackPreview,
} from '../__testUtils__/rollback';
import { EnvironmentsContent } from '../service/EnvironmentsContent';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';

const withHistory = (
  history: Parameters<typeof environmentHistory>[0] = {},
) => {
  const usual = serviceDelivery();
  return serviceDelivery({
    histories: [environmentHistory(history)],
    permissions: { ...usual.permissions, rollback: ['production'] },
  });
};

async function openDialog(
  preview: Parameters<typeof rollbackPreview>[0],
  change: (given: {
    api: ReturnType<typeof deliveryApiMock>;
    rollbackApi: ReturnType<typeof rollbackApiMock>;
  }) => void = () => {},
) {
  const api = deliveryApiMock();
  api.getService.mockImplementation(async () => withHistory());
  api.getPromotion.mockImplementation(async () => rollback());
  const rollbackApi = rollbackApiMock();
  rollbackApi.previewRollback.mockResolvedValue(rollbackPreview(preview));
  change({ api, rollbackApi });
  const view = renderDelivery(<EnvironmentsContent />, {
    api,
    rollbackApi,
    path: '/?rollback=production&deployment=d-1',
  });
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('table');
  return { ...view, dialog };
}

const freeze = {
  id: 'freeze',
  title: 'No freeze',
  status: 'failed' as const,
  reason: createReason('ExternalGate', { gate: 'freeze', message: 'Frozen.' }),
};

describe('EmergencySection', () => {
  it('is not there for who may not', async () => {
    const { dialog } = await openDialog({});
    expect(dialog).not.toHaveTextContent('Emergency');
  });

  it('names what it bypasses, asks for a reason, and rolls back', async () => {
    const { dialog, rollbackApi, api } = await openDialog({
      emergency: { method: 'rollback' },
      gates: [freeze],
    });
    const section = within(dialog).getByRole('region', {
      name: 'Emergency: roll back outside Git',
    });
    await userEvent.click(
      within(section).getByRole('button', { name: 'Roll back outside Git…' }),
    );
    expect(
      within(section)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'Git, which goes on naming another release for production',
      'the review and the checks of a pull request',
      'the approval of somebody else',
      'the gates: No freeze is on',
    ]);
    expect(section).toHaveTextContent(
      'Argo CD goes back to 2.17.4 in production at once, by its own history.',
    );
    const button = within(section).getByRole('button', {
      name: 'Roll back production now, outside Git',
    });
    expect(button).toBeDisabled();
    await userEvent.type(
      within(section).getByRole('textbox', {
        name: /^Reason for bypassing Git/,
      }),
      'Every login fails.',
    );
    expect(await axe(dialog)).toEqual([]);

    api.getService.mockImplementation(async () =>
      withHistory({ emergency: emergencyRollback() }),
    );
    await userEvent.dblClick(button);
    expect(
      await within(dialog).findByText('Rolled back outside Git'),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent(
      'its pull request is still to be opened. The portal keeps trying.',
    );
    expect(rollbackApi.openEmergencyRollback).toHaveBeenCalledTimes(1);
    expect(rollbackApi.openEmergencyRollback).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      'production',
      { deployment: 'd-1', reason: 'Every login fails.' },
      { signal: expect.any(AbortSignal) },
    );
    expect(await axe(dialog)).toEqual([]);
  });

  it('follows the pull request that comes after it', async () => {
    const { dialog, api, queryClient } = await openDialog({
      emergency: { method: 'sync' },
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back outside Git…' }),
    );
    expect(dialog).toHaveTextContent(
      'Argo CD syncs production at once to the commit that brought 2.17.4.',
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /^Reason/ }),
      'Every login fails.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: /now, outside Git$/ }),
    );
    await within(dialog).findByText('Rolled back outside Git');

    api.getService.mockImplementation(async () =>
      withHistory({
        emergency: emergencyRollback({ promotion: 'r-1' }),
        rollback: rollback(),
      }),
    );
    await queryClient.invalidateQueries();
    expect(
      await within(dialog).findByText('Waiting for someone to merge it.'),
    ).toBeInTheDocument();
    expect(
      within(dialog).getAllByRole('link', { name: /^PR #13/ })[0],
    ).toHaveAttribute('href', rollback().pullRequest?.url);

    api.getService.mockImplementation(async () => withHistory());
    await queryClient.invalidateQueries();
    expect(
      await within(dialog).findByText(
        'The rollback of production outside Git is over.',
      ),
    ).toBeInTheDocument();
  });

  it('says that Argo CD refused, and leads back to the pull request', async () => {
    const { dialog, rollbackApi } = await openDialog({
      emergency: { method: 'rollback' },
    });
    rollbackApi.openEmergencyRollback.mockResolvedValue(
      emergencyRollback({
        status: 'refused',
        problem: createReason('ExternalGate', {
          gate: 'freeze',
          message: 'Argo CD said no.',
        }),
      }),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back outside Git…' }),
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /^Reason/ }),
      'Every login fails.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: /now, outside Git$/ }),
    );
    expect(
      await within(dialog).findByText('Argo CD did not roll back'),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent('Argo CD said no.');
    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Roll back production to 2.17.4',
      }),
    );
    expect(
      await within(dialog).findByRole('button', {
        name: 'Open pull request for production',
      }),
    ).toBeInTheDocument();
  });

  it('says before the click when Argo CD would refuse', async () => {
    const { dialog } = await openDialog({
      emergency: {
        problem: createReason('ExternalGate', {
          gate: 'freeze',
          message: 'production syncs automatically.',
        }),
      },
    });
    const section = within(dialog).getByRole('region', {
      name: 'Emergency: roll back outside Git',
    });
    expect(section).toHaveTextContent(
      'Argo CD would refuse it now.production syncs automatically.',
    );
    expect(within(section).queryByRole('button')).toBeNull();
  });

  it.each([
    [
      new DeliveryRequestError('refused', 'Argo CD says no.', 'x'),
      'It could not be rolled backArgo CD says no. Nothing was changed.',
    ],
    [
      new DeliveryRequestError('timeout', '', 'x'),
      'It is not certain whether Argo CD rolled it back.',
    ],
  ])('claims nothing that is not known: %s', async (error, words) => {
    const { dialog } = await openDialog(
      { emergency: { method: 'rollback' } },
      ({ rollbackApi }) =>
        rollbackApi.openEmergencyRollback.mockRejectedValueOnce(error),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Roll back outside Git…' }),
    );
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /^Reason/ }),
      'Every login fails.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: /now, outside Git$/ }),
    );
    await waitFor(() =>
      expect(within(dialog).getByRole('alert')).toHaveTextContent(words),
    );
    expect(dialog).not.toHaveTextContent('Rolled back outside Git');
  });
});
