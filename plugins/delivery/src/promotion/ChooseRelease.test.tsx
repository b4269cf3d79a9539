import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { promotionPreview, serviceDelivery } from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  historyApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
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
async function unfold(past = history()) {
  const api = deliveryApiMock();
  api.previewPromotion.mockImplementation(async (_ref, request) =>
    promotionPreview(request.deployment ? { back: { deployment: 'old' } } : {}),
  );
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

/** The dialog of production as a link opens it that names a Deployment. */
function openLink(past: ReturnType<typeof historyApiMock>) {
  const api = deliveryApiMock();
  renderDelivery(<EnvironmentsContent />, {
    api,
    historyApi: past,
    path: '/?promote=production&deployment=in-dev',
  });
  return api;
}
const UNNAMED = 'A release chosen from the history';

describe('ChooseRelease of a link', () => {
  it('names the release by the history', async () => {
    const past = history();
    openLink(past).previewPromotion.mockReturnValue(new Promise(() => {}));
    expect(
      await screen.findByText('2.18.0, chosen from the history'),
    ).toBeVisible();
  });

  it('does not say that it is unknown while it is looked up', async () => {
    const past = historyApiMock();
    past.getDeployments.mockReturnValue(new Promise(() => {}));
    openLink(past).previewPromotion.mockReturnValue(new Promise(() => {}));
    expect(await screen.findByRole('dialog')).toBeVisible();
    expect(screen.queryByText(/chosen from the history/)).toBeNull();
  });

  it('names it by what would change where it is too long ago for the list', async () => {
    const past = historyApiMock();
    past.getDeployments.mockResolvedValue({ items: [] });
    const service = serviceDelivery();
    openLink(past).getService.mockResolvedValue({
      ...service,
      environments: service.environments.map(each =>
        each.name === 'canary'
          ? { ...each, git: { release: image('2.20.0') } }
          : each,
      ),
    });
    expect(
      await screen.findByText('2.19.0, chosen from the history'),
    ).toBeVisible();
  });

  it('tells what failed though nobody has unfolded anything', async () => {
    const past = historyApiMock();
    past.getDeployments.mockRejectedValue(
      new DeliveryRequestError('failed', 'The database is down.', 'r-1'),
    );
    openLink(past).previewPromotion.mockResolvedValue(
      promotionPreview({ changes: [] }),
    );
    expect(await screen.findByText(UNNAMED)).toBeVisible();
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByRole('alert')).toHaveTextContent('r-1');
  });
});

describe('ChooseRelease', () => {
  it('keeps the keyboard where it unfolds, and where it shows all', async () => {
    const past = history();
    past.getDeployments.mockResolvedValue({
      items: Array.from({ length: 9 }, (_, index) =>
        deployment({
          id: `d-${index}`,
          environment: 'canary',
          release: image(`1.${index}.0`),
        }),
      ),
    });
    const { dialog, choices } = await unfold(past);
    expect(choices).toHaveLength(7);
    const toggle = within(dialog).getByRole('button', {
      name: 'Choose another release',
    });
    expect(toggle).toHaveFocus();
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Show all 9 releases' }),
    );
    expect(within(dialog).getAllByRole('radio')).toHaveLength(10);
    expect(
      within(dialog).getByRole('button', { name: 'Show fewer releases' }),
    ).toHaveFocus();
    await userEvent.click(toggle);
    expect(within(dialog).queryByRole('radio')).toBeNull();
    expect(toggle).toHaveFocus();
  });

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
