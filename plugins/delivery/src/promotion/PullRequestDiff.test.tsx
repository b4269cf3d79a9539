import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { promotion } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
} from '../__testUtils__/renderDelivery';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';
import { PullRequestDiff } from './PullRequestDiff';

const FILES = {
  complete: true,
  items: [
    {
      path: 'a/kustomization.yaml',
      diff: '--- a/a/kustomization.yaml\n+++ b/a/kustomization.yaml\n@@ -1 +1 @@\n-    newTag: "1"\n+    newTag: "6.6"\n',
    },
    { path: 'logo.png', diff: '' },
  ],
};

function show(
  api = deliveryApiMock(),
  options: { language?: string; commit?: string } = {},
) {
  return renderDelivery(
    <PullRequestDiff
      promotion={promotion()}
      commit={options.commit ?? 'deadbeef'.repeat(5)}
    />,
    { api, language: options.language },
  );
}

const FILE = { name: 'Changes in a/kustomization.yaml' };
const SHOW = { name: 'Show what it changes now' };

describe('PullRequestDiff', () => {
  it('reads nothing before it is asked, then shows each file, and folds again', async () => {
    const api = deliveryApiMock();
    api.getPromotionFiles.mockResolvedValue(FILES);
    const { container } = show(api);
    const button = await screen.findByRole('button', SHOW);
    expect(button).toHaveAttribute('aria-expanded', 'false');
    expect(api.getPromotionFiles).not.toHaveBeenCalled();

    await userEvent.click(button);
    expect(
      await screen.findByRole('region', {
        name: /a\/kustomization\.yaml/,
      }),
    ).toHaveTextContent('newTag: "6.6"');
    expect(screen.getByText(/the Git host shows no lines/)).toHaveTextContent(
      'logo.png',
    );
    expect(api.getPromotionFiles).toHaveBeenCalledWith('p-1', {
      signal: expect.any(AbortSignal),
    });
    expect(await axe(container)).toEqual([]);

    const hide = screen.getByRole('button', {
      name: 'Hide what it changes now',
    });
    expect(hide).toHaveAttribute('aria-expanded', 'true');
    await userEvent.click(hide);
    expect(screen.queryByRole('region', FILE)).toBeNull();
  });

  it('says when nothing has answered for a while, and stops waiting', async () => {
    const api = deliveryApiMock();
    api.getPromotionFiles.mockReturnValue(new Promise(() => {}));
    show(api);
    await userEvent.click(await screen.findByRole('button', SHOW));
    await userEvent.click(
      await screen.findByRole(
        'button',
        { name: 'Stop waiting' },
        {
          timeout: 5_000,
        },
      ),
    );
    expect(await screen.findByRole('button', SHOW)).toBeInTheDocument();
  });

  it('says what failed, and reads again', async () => {
    const api = deliveryApiMock();
    api.getPromotionFiles
      .mockRejectedValueOnce(new DeliveryRequestError('timeout', '', 'x1'))
      .mockResolvedValueOnce(FILES);
    show(api);
    await userEvent.click(await screen.findByRole('button', SHOW));
    expect(await screen.findByRole('alert')).toHaveTextContent('x1');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', FILE)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says in the language of the reader that nothing is changed', async () => {
    const api = deliveryApiMock();
    api.getPromotionFiles.mockResolvedValue({ items: [], complete: true });
    show(api, { language: 'de' });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Zeigen, was er jetzt ändert',
      }),
    );
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Er ändert jetzt nichts',
    );
  });

  it('says when there may be more files than the host lists', async () => {
    const api = deliveryApiMock();
    api.getPromotionFiles.mockResolvedValue({ ...FILES, complete: false });
    show(api);
    await userEvent.click(await screen.findByRole('button', SHOW));
    expect(await screen.findByRole('status')).toHaveTextContent(
      'The Git host lists no more files than these. There may be others.',
    );
    expect(screen.getByRole('region', FILE)).toBeInTheDocument();
  });

  it('says nothing of that when it lists all', async () => {
    const api = deliveryApiMock();
    api.getPromotionFiles.mockResolvedValue(FILES);
    show(api);
    await userEvent.click(await screen.findByRole('button', SHOW));
    expect(await screen.findByRole('region', FILE)).toBeInTheDocument();
    expect(screen.queryByRole('status')).toBeNull();
  });
});
