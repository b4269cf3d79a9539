import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { pushToHomelab } from './support/homelab';
import { environment, expect, openService, test } from './support/portal';
import { sync } from './support/rollback';
import { makeCrash } from './support/sandbox';
import { takePictures } from './support/screenshots';

const IMAGE = 'docker.io/grafana/grafana';
const FOLDER = 'kubernetes/infra/monitoring/grafana/environments';

/** The details of an environment, beside its path. */
function details(page: Page, name: string) {
  return page.getByRole('region', { name: `Details of ${name}` });
}

function view(page: Page, name: string, title: string) {
  return details(page, name).getByRole('tab', { name: title });
}

test.describe.serial('what runs, and why it does not', () => {
  test('from the list of everything to the log of the pod that fails', async ({
    page,
  }) => {
    await makeCrash('grafana-dev', [`${IMAGE}:99.0.1`]);
    await pushToHomelab('Grafana 99 in dev', {
      [`${FOLDER}/dev/kustomization.yaml`]: text =>
        text.replace(/newTag: .*/, 'newTag: 99.0.1'),
    });
    await page.goto('/delivery');
    const row = page.getByRole('row', { name: /^grafana/ });
    const cell = row.getByRole('link', { name: /, dev: .*Degraded/ });
    await expect(cell).toBeVisible({ timeout: 90_000 });
    const sentence = page.getByText(/services? needs? somebody now/);
    await takePictures(page, 'status-1-fleet', sentence, { wide: true });
    await cell.click();

    const panel = details(page, 'dev');
    await expect(panel).toBeVisible();
    await view(page, 'dev', 'Resources').click();
    // Of all pods, those that are well among them, the one that the tree calls the failing one.
    const failing = panel
      .getByRole('listitem')
      .filter({ hasNot: page.getByRole('list') })
      .filter({ hasText: /Degraded\s*Pod/ });
    await expect(failing).toHaveCount(1);
    await expect(failing).toContainText('CrashLoopBackOff');
    await expect(failing).toContainText('restarting failed container');
    const logs = failing.getByRole('button', { name: /^Logs of / });
    const pod = (await logs.getAttribute('aria-label'))?.slice(
      'Logs of '.length,
    );
    expect(pod).toMatch(/^grafana-/);
    await expect(environment(page, 'dev')).toContainText(`Its pod ${pod}`);
    await takePictures(page, 'status-2-resources', logs, { scroll: true });
    await expectAccessible(page);
    await logs.click();
    const log = panel.getByRole('log', { name: new RegExp(`\\b${pod}\\b`) });
    await expect(panel.getByRole('button', { name: /Pod$/ })).toContainText(
      pod!,
    );
    // The release that was pushed, and why it does not start.
    await expect(log).toContainText(`${IMAGE}:99.0.1`);
    await expect(log).toContainText('"configuration is not valid"');
    await expect(log).toContainText('level=fatal msg="cannot start"');
    await takePictures(page, 'status-3-log', log, { scroll: true });

    // A shared link and a reload show the same.
    await page.reload();
    await expect(log).toContainText('level=fatal msg="cannot start"');
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
  });

  test('from what differs to its diff and the sync', async ({ page }) => {
    await pushToHomelab('Grafana 12.2.1 in production', {
      [`${FOLDER}/production/kustomization.yaml`]: text =>
        text.replace(/newTag: .*/, 'newTag: 12.2.1'),
    });
    await openService(page, 'grafana', 'Environments');
    const production = environment(page, 'production');
    await expect(production).toContainText('OutOfSync', { timeout: 90_000 });
    await page.goto(
      `${new URL(page.url()).pathname}?environment=production&view=diff`,
    );
    const diff = details(page, 'production');
    await expect(diff).toContainText('12.2.1');
    await expect(diff).toContainText(/Deployment/);
    await takePictures(
      page,
      'status-4-diff',
      diff.getByText(/12\.2\.1/).first(),
    );

    // Unasked: two versions run in dev, so nothing says what the environment before has or has not run.
    await sync(production, 'production');
    await expect(production).toContainText('Synced', { timeout: 60_000 });
    await expect(production).not.toContainText('OutOfSync', {
      timeout: 60_000,
    });
    await expect(diff).toContainText('Nothing differs', { timeout: 60_000 });
  });
});
