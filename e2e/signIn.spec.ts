import { expect, signIn, test } from './support/portal';
import { DESKTOP, PHONE, takePicture } from './support/screenshots';
import { PEOPLE } from './support/people';

/** What the portal answers to a browser that asks whether it is still signed in, and is not. */
const NO_SESSION = { status: 401, path: '/api/auth/oidc/refresh' };

test.describe('sign-in', () => {
  test('a newcomer chooses who to be and arrives where they wanted to go', async ({
    openAsNobody,
    consoles,
  }) => {
    consoles.mayFail(NO_SESSION);
    const page = await openAsNobody();
    const wanted = '/catalog/default/component/kafka';
    await page.goto(wanted);
    const button = page.getByRole('button', {
      name: 'Sign in with Sandbox',
    });
    for (const size of [DESKTOP, PHONE]) {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await expect(button).toBeVisible();
        await takePicture(page, 'sign-in-1-portal');
      }
    }
    await button.click();
    for (const name of Object.values(PEOPLE)) {
      await expect(page.getByRole('button', { name })).toBeVisible();
    }
    for (const size of [DESKTOP, PHONE]) {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        await takePicture(page, 'sign-in-2-people');
      }
    }
    await page.getByRole('button', { name: PEOPLE.max }).click();

    await expect(
      page.getByRole('heading', { name: 'kafka', exact: true }).first(),
    ).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(wanted);
  });

  test('two people are in the portal at once, and each is who they are', async ({
    page,
    signInAs,
  }) => {
    const olga = await signInAs('olga');
    for (const [who, name] of [
      [page, PEOPLE.rita],
      [olga, PEOPLE.olga],
    ] as const) {
      await who.goto('/settings');
      await expect(who.getByText(name).first()).toBeVisible();
    }
  });

  test('whoever signs out can come back as another', async ({
    openAsNobody,
    consoles,
  }) => {
    consoles.mayFail(NO_SESSION);
    const page = await openAsNobody();
    await page.goto('/settings');
    await signIn(page, 'olga');
    await expect(page.getByText(PEOPLE.olga).first()).toBeVisible();
    await page.getByTestId('user-settings-menu').click();
    await page.getByTestId('sign-out').click();

    await signIn(page, 'ada');
    await page.goto('/settings');
    await expect(page.getByText(PEOPLE.ada).first()).toBeVisible();
  });

  test('a sign-in that the portal does not accept is said in plain words', async ({
    openAsNobody,
  }) => {
    const page = await openAsNobody();
    // What the backend answers of somebody without an entity.
    await page.goto(
      '/?error=Failed%20to%20sign-in%2C%20unable%20to%20resolve%20user%20identity.',
    );
    await expect(page.getByText('this portal does not')).toBeVisible();
    await takePicture(page, 'sign-in-3-unknown');
  });

  test('without a session every API is closed', async ({ baseURL }) => {
    for (const path of [
      '/api/catalog/entities',
      '/api/delivery/summaries',
      '/api/scaffolder/v2/tasks',
      '/api/search/query',
    ]) {
      const answer = await fetch(`${baseURL}${path}`);
      expect(answer.status, path).toBe(401);
    }
  });
});
