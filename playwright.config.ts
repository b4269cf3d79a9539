import { defineConfig } from '@playwright/test';

/**
 * The browser journeys, run by `npm test` (or `npm run test:e2e`), which finds the Chromium. One portal serves all of
 * them and they change what is in it, so they run one after the other, in the order of their names.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/results/failures',
  globalSetup: './e2e/globalSetup.ts',
  fullyParallel: false,
  workers: 1,
  // A journey that only works the second time does not work.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // Without a film of each journey, which would cost a third of its time; a failure has a picture of its end.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        // Containers run as root and have little shared memory; the only pages opened are our own.
        '--no-sandbox',
        '--disable-dev-shm-usage',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
