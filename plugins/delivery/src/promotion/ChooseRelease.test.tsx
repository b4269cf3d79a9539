import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { promotionPreview } from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { EnvironmentsContent } from '../service/EnvironmentsContent';

const image = (tag: string) => ({
  images: [{ name: 'ghcr.io/advplyr/audiobookshelf', tag }],
});

function history() {
  const api = historyApiMock();
  api.getDeployments.mockResolvedValue({
    items: [
      deployment({
        id: 'in-canary',
        environment: 'canary',
        release: image('2.18.0'),
        from: '2026-01-03T10:00:00.000Z',
        until: '2026-01-05T10:00:00.000Z',
        outcome: 'succeeded',
        by: 'user:default/jo',
      }),
      deployment({
        id: 'in-dev',
        environment: 'dev',
        release: image('2.18.0'),
        from: '2026-01-02T10:00:00.000Z',
        until: '2026-01-05T10:00:00.000Z',
      }),
      deployment({
        id: 'in-production',
        environment: 'production',
        release: image('2.1.0'),
      }),
    ],
  });
  return api;
}

/** The dialog of production, with what the history has to choose from. */
async function unfold() {
  const api = deliveryApiMock();
  api.previewPromotion.mockImplementation(async (_ref, request) =>
    promotionPreview(request.deployment ? { back: { deployment: 'old' } } : {}),
  );
  const past = history();
  renderDelivery(<EnvironmentsContent />, { api, historyApi: past });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Promote to production' }),
  );
  const dialog = await screen.findByRole('dialog');
  const asked = () =>
    past.getDeployments.mock.calls.flatMap(
      ([query]) => query.environments ?? [],
    );
  // Nobody is asked before somebody wants to choose.
  expect(asked()).toEqual([]);
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Choose another release' }),
  );
  const choices = await within(dialog).findAllByRole('radio');
  expect(asked()).toEqual(['dev', 'staging', 'canary', 'production']);
  return { api, choices, dialog };
}

jest.setTimeout(60_000);

describe('ChooseRelease', () => {
  it('offers the Releases of the history, each with where it came to', async () => {
    const { choices, dialog } = await unfold();
    // What ran in production only is the matter of a rollback.
    expect(choices).toHaveLength(2);
    expect(choices[0]).toBeChecked();
    expect(choices[1]).toHaveAccessibleName(/2\.18\.0.*dev:.*canary:.*jo/i);
    expect(await axe(dialog)).toEqual([]);
  });

  it('previews and opens the one that is chosen, and says that it is older', async () => {
    const { api, choices, dialog } = await unfold();
    choices[0].focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(choices[1]).toBeChecked();
    expect(
      await within(dialog).findByText(
        'This release is older than what production has',
      ),
    ).toBeVisible();
    const request = {
      from: 'canary',
      to: 'production',
      deployment: 'in-canary',
    };
    expect(api.previewPromotion).toHaveBeenLastCalledWith(
      expect.anything(),
      request,
      expect.anything(),
    );
    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Open pull request for production',
      }),
    );
    expect(api.openPromotion).toHaveBeenCalledWith(
      expect.anything(),
      request,
      expect.anything(),
    );
  });
});
