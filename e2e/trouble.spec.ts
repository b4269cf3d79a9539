import { environment, expect, openService, test } from './support/portal';
import { breakServer, heal } from './support/sandbox';
import { takePicture, takePictures } from './support/screenshots';

test.describe('trouble', () => {
  test.afterEach(async () => {
    await Promise.all([heal('git'), heal('argocd')]);
  });

  test('Argo CD down: the last facts stay, grey, with since when; it heals by itself', async ({
    page,
  }) => {
    await openService(page, 'n8n', 'Environments');
    const production = environment(page, 'production');
    await expect(production).toContainText('Healthy');
    const notice = page
      .getByRole('status')
      .filter({ hasText: /Argo CD homelab has not answered for/ });
    await expect(notice).toHaveCount(0);

    await breakServer('argocd', { refuse: true });
    await expect(notice).toBeVisible({ timeout: 90_000 });
    await expect(production).toContainText('Healthy');
    await expect(production).toContainText(/Last known state, .+ old/);
    await expect(production.getByRole('button', { name: /^Sync/ })).toHaveCount(
      0,
    );
    await expect(
      page.getByText('No promotion while Argo CD does not answer').first(),
    ).toBeVisible();
    await takePictures(page, 'trouble-1-argocd-down', notice);

    await heal('argocd');
    await expect(notice).toHaveCount(0, { timeout: 90_000 });
    await expect(production).not.toContainText('Last known state');
  });

  test('Git host down: the promote dialog says so, and nothing was opened', async ({
    page,
  }) => {
    await openService(page, 'n8n', 'Environments');
    const promote = page.getByRole('button', { name: /^Promote to / }).first();
    await expect(promote).toBeVisible();
    await breakServer('git', { status: 503 });
    await promote.click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert')).toContainText(
      /does not answer|could not/,
      { timeout: 60_000 },
    );
    await expect(
      dialog.getByRole('button', { name: /^Open pull request/ }),
    ).toBeDisabled();
    await takePicture(page, 'trouble-2-git-down');

    await heal('git');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(
      dialog.getByRole('button', { name: /^Open pull request/ }),
    ).toBeEnabled({ timeout: 60_000 });
  });

  test('Git host slow: said after two seconds, and a person need not wait', async ({
    page,
  }) => {
    await openService(page, 'n8n', 'Environments');
    const promote = page.getByRole('button', { name: /^Promote to / }).first();
    await expect(promote).toBeVisible();
    await breakServer('git', { latencyMs: 6_000 });
    await promote.click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText('The Git host has not answered yet; still waiting…'),
    ).toBeVisible();
    await takePicture(page, 'trouble-3-git-slow');
    await dialog.getByRole('button', { name: 'Stop waiting' }).click();
    await expect(dialog).toContainText('You stopped waiting for the preview');
    await expect(dialog).toContainText('Nothing was changed.');

    await heal('git');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await expect(
      dialog.getByRole('button', { name: /^Open pull request/ }),
    ).toBeEnabled({ timeout: 60_000 });
  });
});
