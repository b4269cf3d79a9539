import { expect, openService, test, transition } from './support/portal';
import { takePicture } from './support/screenshots';

const SERVICE = 'jaeger';
const TASKS = '**/api/scaffolder/v2/tasks';

test.describe('promote where the template is not registered', () => {
  test('the portal opens the pull request itself, and a task finds the same one', async ({
    page,
  }) => {
    // As in an app whose catalog does not have the template: the scaffolder really answers 404.
    await page.route(TASKS, route =>
      route.continue({
        postData: JSON.stringify({
          ...route.request().postDataJSON(),
          templateRef: 'template:default/not-registered',
        }),
      }),
    );
    const refused = page.waitForResponse(TASKS);
    await openService(page, SERVICE, 'Environments');
    const way = transition(page, 'dev', 'production');
    await way.getByRole('button', { name: 'Promote to production' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('button', { name: 'Open pull request for production' })
      .click();
    expect((await refused).status()).toBe(404);
    const link = dialog.getByRole('link', { name: /^PR #\d+/ });
    await expect(link).toHaveAttribute('href', /\/pull\/\d+$/, {
      timeout: 60_000,
    });
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await takePicture(page, 'promote-without-template');
    const pullRequest = await link.getAttribute('href');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(way).toContainText(/PR #\d+ open/);

    await page.unroute(TASKS);
    await page.goto('/create/templates/default/promote-environment');
    await page.getByRole('textbox', { name: 'Service' }).fill(SERVICE);
    await page.getByRole('option', { name: SERVICE, exact: true }).click();
    await page.getByRole('textbox', { name: 'From' }).fill('dev');
    await page
      .getByRole('textbox', { name: 'To', exact: true })
      .fill('production');
    await page.getByRole('button', { name: 'Review' }).click();
    await page
      .getByRole('button', { name: /pull request/i })
      .last()
      .click();
    await expect(page.locator(`a[href="${pullRequest}"]`).first()).toBeVisible({
      timeout: 60_000,
    });
  });

  test('a missing right is named, and nothing is uncertain', async ({
    page,
  }) => {
    // The sandbox's guest may run templates; this is what the scaffolder answers to who may not.
    await page.route(TASKS, route =>
      route.fulfill({
        status: 403,
        json: {
          error: { name: 'NotAllowedError', message: '' },
          request: { method: 'POST', url: '/v2/tasks' },
          response: { statusCode: 403 },
        },
      }),
    );
    await openService(page, 'cloudbeaver', 'Environments');
    await transition(page, 'dev', 'production')
      .getByRole('button', { name: 'Promote to production' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('button', { name: 'Open pull request for production' })
      .click();
    await expect(dialog.getByRole('alert')).toContainText(
      'scaffolder.task.create',
    );
    await expect(dialog).toContainText('No pull request was opened');
    await expect(dialog).not.toContainText('not certain');
    await expect(dialog).not.toContainText('could not be reached');
  });
});
