import { pushToHomelab } from './support/homelab';
import {
  environment,
  expect,
  openService,
  test,
  transition,
} from './support/portal';
import {
  closeDialog,
  openPromoteDialog,
  openPullRequest,
} from './support/promotion';
import { syncPast } from './support/rollback';
import { askArgocd } from './support/sandbox';
import { takePicture, takePictures } from './support/screenshots';

/* What others do beside the portal: in Git, at the Git host and at Argo CD. */
test.describe('what others do', () => {
  test('a commit on the branch of a pull request is told, with what a merge would bring', async ({
    page,
  }) => {
    const overlay =
      'kubernetes/infra/observability/elasticsearch/environments/production/kustomization.yaml';
    const dialog = await openPromoteDialog(page, {
      service: 'elasticsearch',
      from: 'dev',
      to: 'production',
    });
    await openPullRequest(dialog, 'production');
    const facts = await dialog.getByText(/^Branch /).textContent();
    const [, branch] = facts?.match(/^Branch (\S+)/) ?? [];
    await pushToHomelab(
      'Three replicas, while we are here',
      { [overlay]: text => `${text}# three replicas\n` },
      branch,
    );
    await expect(dialog).toContainText(
      'The pull request is no longer what the portal proposed',
      { timeout: 90_000 },
    );
    await dialog
      .getByRole('button', { name: 'Show what it changes now' })
      .click();
    await expect(dialog).toContainText('# three replicas');
    await takePicture(page, 'trust-1-head-moved');
    await closeDialog(dialog);
    await expect(transition(page, 'dev', 'production')).toContainText(
      'Changed by somebody else',
    );
  });

  test('a rollback in Argo CD: what runs and what Git says are two facts', async ({
    page,
  }) => {
    const overlay =
      'kubernetes/infra/observability/kibana/environments/production/kustomization.yaml';
    await openService(page, 'kibana', 'Environments');
    const production = environment(page, 'production');
    await expect(production).toContainText('8.19.4');
    await pushToHomelab('Kibana 9.1.4 in production', {
      [overlay]: text => text.replace('8.19.4', '9.1.4'),
    });
    await production
      .getByRole('button', { name: 'Sync production' })
      .click({ timeout: 60_000 });
    await expect(production).toContainText('9.1.4', { timeout: 60_000 });
    await expect(production).toContainText('Synced', { timeout: 60_000 });

    const application = 'kibana-production';
    const { status } = await askArgocd(
      'GET',
      `/api/v1/applications/${application}`,
    );
    await askArgocd('POST', `/api/v1/applications/${application}/rollback`, {
      id: status.history.at(-2).id,
    });
    await expect(production).toContainText('was rolled back outside Git', {
      timeout: 60_000,
    });
    await expect(production).toContainText('8.19.4');
    await expect(production).toContainText('In Git: 9.1.4');
    await expect(transition(page, 'dev', 'production')).toContainText(
      'Same release in Git',
    );
    await takePictures(page, 'trust-2-rolled-back', production);
  });

  test('what Git no longer has is listed, and removed when a person confirms it', async ({
    page,
  }) => {
    await openService(page, 'n8n', 'Environments');
    const production = environment(page, 'production');
    await expect(production).toContainText('Healthy');
    await pushToHomelab('n8n needs no disruption budget', {
      'kubernetes/services/n8n/environments/base/kustomization.yaml': text =>
        text.replace('  - pdb.yaml\n', ''),
    });
    await expect(production).toContainText(
      'Only pruning is left: Git no longer has 1 resource.',
      { timeout: 60_000 },
    );
    await takePictures(page, 'trust-3-pruning', production);
    await production.getByRole('button', { name: 'Prune production' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('PodDisruptionBudget');
    await takePicture(page, 'trust-4-prune');
    await dialog.getByRole('button', { name: 'Remove 1 resource' }).click();
    await expect(production).not.toContainText('pruning', { timeout: 60_000 });
    await expect(production).toContainText('Synced');
  });

  test('a canary: the stable release and the new one are told apart', async ({
    page,
  }) => {
    await openService(page, 'audiobookshelf', 'Environments');
    const canary = environment(page, 'canary');
    await expect(canary).toContainText('2.29.0');
    await pushToHomelab('audiobookshelf 2.30.0 for one in ten', {
      'kubernetes/services/audiobookshelf/environments/canary/kustomization.yaml':
        text => text.replace('newTag: "2.29.0"', 'newTag: "2.30.0"'),
    });
    await syncPast(canary, 'canary');
    await expect(canary).toContainText(/Canary 2\.30\.0 is/, {
      timeout: 60_000,
    });
    await expect(
      canary.getByText('2.29.0', { exact: true }).first(),
    ).toBeVisible();
    await takePictures(page, 'trust-5-canary', canary);
    await expect(canary.getByText(/^Canary /)).toHaveCount(0, {
      timeout: 120_000,
    });
    await expect(
      canary.getByText('2.30.0', { exact: true }).first(),
    ).toBeVisible();
    await expect(canary).toContainText('Healthy');
  });

  test('a service that left Git and still runs is listed', async ({ page }) => {
    await page.goto('/delivery');
    const row = page.getByRole('row', { name: 'kafka-demo', exact: true });
    await expect(row).toBeVisible();
    await pushToHomelab('kafka-demo is gone', {
      'kubernetes/services/kafka-demo': null,
    });
    await expect(row).toHaveCount(0, { timeout: 90_000 });
    await page.reload();
    const list = page.getByRole('region', {
      name: '1 service in Argo CD is not in the catalog',
    });
    await expect(list).toContainText('kafka-demo');
    await expect(list.getByRole('link', { name: /kafka-demo/ })).toHaveCount(2);
    await page
      .getByRole('link', { name: '1 service in Argo CD is not in the catalog' })
      .click();
    await expect(list).toBeInViewport();
    await takePictures(page, 'trust-6-left-git', list);
  });
});
