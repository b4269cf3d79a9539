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

describe('ChooseRelease', () => {
  it('offers the Releases of the history, and previews the one that is chosen', async () => {
    const api = deliveryApiMock();
    api.previewPromotion.mockImplementation(async (_ref, request) =>
      promotionPreview(
        request.deployment ? { back: { deployment: 'old' } } : {},
      ),
    );
    const past = history();
    renderDelivery(<EnvironmentsContent />, {
      api,
      historyApi: past,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote to production' }),
    );
    const dialog = await screen.findByRole('dialog');
    const asked = expect.objectContaining({
      environments: ['dev', 'staging', 'canary', 'production'],
    });
    expect(past.getDeployments).not.toHaveBeenCalledWith(
      asked,
      expect.anything(),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Choose another release' }),
    );
    const choices = await within(dialog).findAllByRole('radio');
    // What ran in production only is the matter of a rollback.
    expect(choices).toHaveLength(2);
    expect(choices[0]).toBeChecked();
    expect(past.getDeployments).toHaveBeenCalledWith(asked, expect.anything());
    const older = within(dialog).getByRole('radio', { name: /2\.18\.0/ });
    expect(older).toHaveAccessibleName(/canary:.*Jo/i);

    choices[0].focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(older).toBeChecked();
    expect(
      await within(dialog).findByText(
        'This release is older than what production has',
      ),
    ).toBeVisible();
    expect(api.previewPromotion).toHaveBeenLastCalledWith(
      expect.anything(),
      { from: 'canary', to: 'production', deployment: 'in-canary' },
      expect.anything(),
    );
    expect(await axe(dialog)).toEqual([]);

    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Open pull request for production',
      }),
    );
    expect(api.openPromotion).toHaveBeenCalledWith(
      expect.anything(),
      { from: 'canary', to: 'production', deployment: 'in-canary' },
      expect.anything(),
    );
  });
});
