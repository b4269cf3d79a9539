import path from 'node:path';
import type { Page } from '@playwright/test';

const folder = path.resolve(__dirname, '../results/screenshots');
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/**
 * Pictures of what a person sees now: on a desk and on a phone, light and dark. The page is left as it was found.
 *
 * @param name - stable, as in `promote-2-dialog`; files are `<name>-<width>-<light|dark>.png`
 */
export async function takePictures(page: Page, name: string) {
  for (const size of [DESKTOP, PHONE]) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({
        path: path.join(folder, `${name}-${size.width}-${colorScheme}.png`),
        animations: 'disabled',
      });
    }
  }
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: 'light' });
}
