import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

const folder = path.resolve(import.meta.dirname, '../results/screenshots');
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1920, height: 1080 };

/**
 * A picture of what a person sees now: `<name>-<width>-<light|dark>.png`, with a stable name as in `promote-2-dialog`.
 */
export async function takePicture(page: Page, name: string) {
  const dark = await page.evaluate(
    () => matchMedia('(prefers-color-scheme: dark)').matches,
  );
  const width = page.viewportSize()?.width;
  await page.screenshot({
    path: path.join(folder, `${name}-${width}-${dark ? 'dark' : 'light'}.png`),
    animations: 'disabled',
  });
}

/**
 * Pictures on a desk and on a phone, light and dark. Backstage builds the page anew when it gets narrow or dark, so
 * this is for pages whose whole state is in their address; forms and dialogs would be emptied.
 *
 * @param ready - visible when there is something to see
 * @param options - wide: one on a wide screen as well, for pages that fill it; scroll: to what is there to be seen
 */
export async function takePictures(
  page: Page,
  name: string,
  ready: Locator,
  { wide = false, scroll = false }: { wide?: boolean; scroll?: boolean } = {},
) {
  // Each picture differs from the one before in one thing only: Backstage builds the page anew for each.
  for (const [size, colorScheme] of [
    [DESKTOP, 'dark'],
    [PHONE, 'dark'],
    [PHONE, 'light'],
    ...(wide ? ([[WIDE, 'light']] as const) : []),
    [DESKTOP, 'light'],
  ] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    await expect(ready).toBeVisible();
    if (scroll) await ready.scrollIntoViewIfNeeded();
    await takePicture(page, name);
  }
}

/** Makes a page what a phone shows at night, before something is opened in it. */
export async function becomePhoneAtNight(page: Page) {
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'dark' });
}
