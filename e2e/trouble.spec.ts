import { pushToHomelab } from './support/homelab';
import { environment, expect, openService, test } from './support/portal';
import { breakServer, heal } from './support/sandbox';
import { takePicture, takePictures } from './support/screenshots';

test.describe('trouble', () => {
  test.afterEach(async () => {
    await Promise.all([heal('git'), heal('argocd'), heal('secondArgocd')]);
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

  test('one Argo CD of two down: its services are stale, with since when, and those of the other stay live', async ({
    page,
  }) => {
    await page.goto('/delivery');
    const stale = page.getByRole('row', { name: /^vector/ });
    const live = page.getByRole('row', { name: /^n8n/ });
    await expect(stale).toContainText('Healthy');
    await expect(live).toContainText('Healthy');

    await breakServer('secondArgocd', { refuse: true });
    const sentence = page.getByText(/Argo CD telemetry has not answered for/);
    await expect(sentence).toBeVisible({ timeout: 90_000 });
    await expect(page.getByText(/Argo CD homelab has not/)).toHaveCount(0);
    await expect(stale).toContainText('Last seen', { timeout: 60_000 });
    await expect(stale).toContainText('Healthy');
    await expect(live).not.toContainText('Last seen');

    // What happens at the other is on the page as always.
    const dev = 'kubernetes/services/n8n/environments/dev/kustomization.yaml';
    await pushToHomelab('n8n 1.118.3 in dev', {
      [dev]: text => text.replace('1.118.2', '1.118.3'),
    });
    await expect(live).toContainText('1.118.3', { timeout: 60_000 });
    await expect(stale).toContainText('Last seen');
    await takePictures(page, 'trouble-4-one-of-two-down', sentence, {
      wide: true,
    });

    // A person who goes on to either of them is told the same.
    await openService(page, 'vector', 'Environments');
    const notice = page
      .getByRole('status')
      .filter({ hasText: /Argo CD telemetry has not answered for/ });
    await expect(notice).toBeVisible();
    await expect(environment(page, 'production')).toContainText(
      /Last known state, .+ old/,
    );
    await openService(page, 'n8n', 'Environments');
    await expect(environment(page, 'dev')).toContainText('1.118.3');
    await expect(environment(page, 'dev')).not.toContainText('Last known');
    await expect(page.getByText(/has not answered for/)).toHaveCount(0);

    await heal('secondArgocd');
    await page.goto('/delivery');
    await expect(stale).not.toContainText('Last seen', { timeout: 90_000 });
    // What comes after finds it as it was.
    await pushToHomelab('n8n in dev as before', {
      [dev]: text => text.replace('1.118.3', '1.118.2'),
    });
    await expect(live).toContainText('1.118.2', { timeout: 60_000 });
  });

  test('Git host down: the promote dialog says so, and nothing was opened', async ({
    page,
    consoles,
  }) => {
    consoles.mayFail({
      status: 503,
      path: '/api/delivery/services/default/n8n/promotions/preview',
    });
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
