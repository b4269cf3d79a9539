import { expect, test, transition } from './support/portal';
import {
  closeDialog,
  expectTemplateFinds,
  openPromoteDialog,
  openPullRequest,
} from './support/promotion';
import { takePicture } from './support/screenshots';

const PROMOTION = { service: 'jaeger', from: 'dev', to: 'production' };
const TASKS_PATH = '/api/scaffolder/v2/tasks';
const TASKS = `**${TASKS_PATH}`;

test.describe('promote where the template is not registered', () => {
  test('the portal opens the pull request itself, and a task finds the same one', async ({
    page,
    consoles,
  }) => {
    consoles.mayFail({ status: 404, path: TASKS_PATH });
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
    const dialog = await openPromoteDialog(page, PROMOTION);
    const { url } = await openPullRequest(dialog, 'production');
    expect((await refused).status()).toBe(404);
    await expect(dialog.getByRole('alert')).toHaveCount(0);
    await takePicture(page, 'promote-without-template');
    await closeDialog(dialog);
    await expect(transition(page, 'dev', 'production')).toContainText(
      /PR #\d+ open/,
    );

    await page.unroute(TASKS);
    await expectTemplateFinds(page, PROMOTION, url);
  });

  test('a missing right is named, and nothing is uncertain', async ({
    page,
    consoles,
  }) => {
    consoles.mayFail({ status: 403, path: TASKS_PATH });
    // The sandbox's people may run templates; this is what the scaffolder answers to who may not.
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
    const dialog = await openPromoteDialog(page, {
      ...PROMOTION,
      service: 'cloudbeaver',
    });
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
