import { pushToHomelab } from './support/homelab';
import { environment, expect, test } from './support/portal';
import { expectHealthy } from './support/rollback';
import { breakServer, heal, makeCrash } from './support/sandbox';
import { takePictures } from './support/screenshots';

const IMAGE = 'docker.n8n.io/n8nio/n8n';
const DEV = 'kubernetes/services/n8n/environments/dev/kustomization.yaml';

test.describe.serial('what waits for me', () => {
  test.afterEach(() => heal('argocd'));

  test('a service of mine that is not well waits for me, and leads to where it is', async ({
    page,
  }) => {
    await makeCrash('n8n-dev', [`${IMAGE}:99.0.1`]);
    await pushToHomelab('n8n 99 in dev', {
      [DEV]: text => text.replace(/newTag: .*/, 'newTag: "99.0.1"'),
    });
    await page.goto('/');
    await expect(page).toHaveURL(/\/home$/);
    const services = page.getByRole('region', { name: 'My services' });
    await expect(services.getByRole('link', { name: 'n8n' })).toBeVisible();
    const show = page.getByRole('link', { name: /^Show: n8n in dev/ });
    await expect(show).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole('status').first()).toContainText(
      /things? waits? for you\./,
    );
    await takePictures(page, 'home-1', show, { wide: true });
    await show.click();
    const details = page.getByRole('region', { name: 'Details of dev' });
    await expect(details).toBeVisible();
    await expect(details).toContainText('n8n 99 in dev');
    await expect(details).toContainText('Two versions run');

    // What comes after finds it as it was.
    await pushToHomelab('n8n in dev as before', {
      [DEV]: text => text.replace(/newTag: .*/, 'newTag: "1.118.2"'),
    });
    await expectHealthy(environment(page, 'dev'), '1.118.2');
  });

  test('Argo CD down: said by name, and what production ran stays readable, on Home and in the fleet', async ({
    page,
  }) => {
    await page.goto('/home');
    const services = page.getByRole('region', { name: 'My services' });
    await expect(services.getByRole('link', { name: 'n8n' })).toBeVisible();
    const n8n = services.getByRole('listitem').filter({ hasText: 'n8n' });
    await expect(n8n).toContainText(/\d+\.\d+/);

    await breakServer('argocd', { refuse: true });
    const notice = page
      .getByRole('status')
      .filter({ hasText: /Argo CD homelab has not answered for/ });
    await expect(notice).toBeVisible({ timeout: 90_000 });
    await expect(n8n).toContainText(/Last seen/, { timeout: 60_000 });
    await expect(n8n).toContainText(/\d+\.\d+/);
    await takePictures(page, 'home-2-argocd-down', notice);

    await page.goto('/delivery');
    const row = page.getByRole('row', { name: /^n8n/ });
    await expect(row).toContainText(/Last seen/);
    // On a phone there are cards in place of rows.
    const sentence = page.getByText(/Argo CD homelab has not answered for/);
    await expect(sentence).toBeVisible();
    await takePictures(page, 'home-3-fleet-argocd-down', sentence, {
      wide: true,
    });

    await heal('argocd');
    await expect(row).not.toContainText(/Last seen/, { timeout: 90_000 });
  });
});
