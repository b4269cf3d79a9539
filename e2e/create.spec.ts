import { mergePullRequest } from './support/pullRequest';
import { environment, expect, openService, test } from './support/portal';
import {
  becomePhoneAtNight,
  takePicture,
  takePictures,
} from './support/screenshots';

const NAME = 'order-history';

test.describe('create', () => {
  test('a new service, from the form to a healthy dev environment', async ({
    page,
    consoles,
  }) => {
    await page.goto('/create');
    const template = page
      .getByRole('heading', { name: 'New service' })
      .locator('xpath=ancestor::*[.//button[normalize-space()="Choose"]][1]');
    await template.getByRole('button', { name: 'Choose' }).click();

    await page.getByLabel('Name').fill(NAME);
    await page
      .getByLabel('Description')
      .fill('Keeps what customers ordered, for as long as the law wants it');
    await page.getByRole('textbox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Product' }).click();
    await takePicture(page, 'create-1-what');
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByLabel('Image').fill('ghcr.io/acme/order-history:1.0.0');
    await takePicture(page, 'create-2-where');
    await page.getByRole('button', { name: 'Next' }).click();

    await page.getByRole('textbox', { name: 'Depends on' }).fill('kafka');
    await page
      .getByRole('option')
      .filter({ hasText: /^kafka$/ })
      .click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Availability' }).click();
    await page.getByRole('option', { name: /^99\.5 %/ }).click();
    await takePicture(page, 'create-3-needs');
    await page.getByRole('button', { name: 'Review' }).click();

    await expect(page.getByRole('row', { name: `Name ${NAME}` })).toBeVisible();
    await takePicture(page, 'create-4-review');
    await page.getByRole('button', { name: 'Open the pull request' }).click();

    const link = page
      .getByRole('link', { name: 'Open the pull request' })
      .first();
    await expect(link).toHaveAttribute('href', /\/pull\/\d+$/, {
      timeout: 60_000,
    });
    await takePicture(page, 'create-5-opened');

    const url = (await link.getAttribute('href')) ?? '';
    await mergePullRequest(page, url, {
      title: /order-history/,
      contains: [`kubernetes/services/${NAME}/service.yaml`],
      pictures: 'create-6-pull-request',
    });

    // The catalog follows the push by itself. Until it has, there is no such entity.
    consoles.mayFail({
      status: 404,
      path: `/api/catalog/entities/by-name/component/default/${NAME}`,
    });
    await expect(async () => {
      await page.goto(`/catalog/default/component/${NAME}`);
      await expect(
        page.getByRole('region', { name: 'Environments' }),
      ).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await openService(page, NAME, 'Environments');
    const dev = environment(page, 'dev');
    await expect(dev).toContainText('1.0.0', { timeout: 60_000 });
    await expect(dev).toContainText('Healthy', { timeout: 60_000 });
    await expect(dev).toContainText('Synced');
    await takePictures(page, 'create-7-healthy', dev);

    await openService(page, NAME);
    await expect(
      page
        .getByRole('region', { name: 'Dependencies and dependents' })
        .getByRole('link', { name: 'kafka', exact: true }),
    ).toBeVisible();
  });

  test('a name that exists already is refused, and nothing is opened', async ({
    page,
  }) => {
    await page.goto('/create/templates/default/new-service');
    await page.getByLabel('Name').fill('kafka');
    await page.getByRole('textbox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Product' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Image').fill('ghcr.io/acme/kafka:1.0.0');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Open the pull request' }).click();
    await expect(page.getByText(/kafka.*exists/i).first()).toBeVisible({
      timeout: 60_000,
    });
    await expect(page.locator('a[href*="/pull/"]')).toHaveCount(0);
    await takePicture(page, 'create-8-exists-already');
  });

  test('the form on a phone at night', async ({ page }) => {
    await becomePhoneAtNight(page);
    await page.goto('/create/templates/default/new-service');
    await page.getByLabel('Name').fill('night-watch');
    await page.getByRole('textbox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Product' }).click();
    await takePicture(page, 'create-1-what');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Image').fill('ghcr.io/acme/night-watch:1.0.0');
    await takePicture(page, 'create-2-where');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(
      page.getByRole('textbox', { name: 'Depends on' }),
    ).toBeVisible();
    await takePicture(page, 'create-3-needs');
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(
      page.getByRole('row', { name: 'Name night-watch' }),
    ).toBeVisible();
    await takePicture(page, 'create-4-review');
  });

  test('an image without a tag is refused in the form', async ({
    page,
    consoles,
  }) => {
    // What Backstage's scaffolder says of a step that is not filled in as it should be.
    consoles.maySay('Form validation failed [Object]');
    await page.goto('/create/templates/default/new-service');
    await page.getByLabel('Name').fill('untagged');
    await page.getByRole('textbox', { name: 'Owner' }).click();
    await page.getByRole('option', { name: 'Product' }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Image').fill('ghcr.io/acme/untagged');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(
      page.getByText(/Needs a version, a tag/).first(),
    ).toBeVisible();
    await expect(page.getByLabel('Image')).toBeVisible();
  });
});
