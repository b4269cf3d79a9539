import { median, percentile, round } from '../lib/statistics.mjs';
import { serviceName } from '../status/applications.mjs';

const LIMIT_MS = 120_000;
const LONG_MS = 50;
const SCROLL_PX = 24_000;

/**
 * @typedef {import('@playwright/test').BrowserContext} BrowserContext
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {{
 *   rowMs: number, statesMs: number, openMs: number, stockMs: number, filterMs: number, filterLongMs: number,
 *   scrollLongMs: number, scrollFrameMs: number, rows: number, elements: number, kilobytes: number,
 * }} PageFigures
 *   row, states: from the load of the page; open: to states, from a click inside the portal; stock: to the first row of the
 *   catalog's own list; longMs: the longest task, 0 when none is longer than 50 ms; scrollFrame: p95 between frames;
 *   kilobytes: of the portal's answers until states are shown
 */

/** In the page. @param {Page} page @param {string} expression of the page's `stonegardenBench` @returns {Promise<any>} */
const bench = (page, expression) =>
  page.evaluate(`window.stonegardenBench.${expression}`);

/**
 * @param {{ context: BrowserContext, services: number, rounds: number, say(text: string): void }} options
 * @returns {Promise<PageFigures>} medians
 */
export async function measurePage({ context, services, rounds, say }) {
  const measured = [];
  // The first one fills the browser's cache, as people have it
  for (let index = 0; index <= rounds; index++) {
    const stockMs = await loadCatalog(context);
    const figures = await loadFleet(context, { services, index });
    measured.push({ ...figures, stockMs });
    say(
      `round ${index}: states after ${Math.round(
        figures.statesMs,
      )} ms, a filter ${Math.round(figures.filterMs)} ms`,
    );
  }
  const kept = measured.slice(1);
  const of = (/** @type {keyof PageFigures} */ key) =>
    round(median(kept.map(each => each[key])) ?? NaN, 0);
  return {
    rowMs: of('rowMs'),
    statesMs: of('statesMs'),
    openMs: of('openMs'),
    stockMs: of('stockMs'),
    filterMs: of('filterMs'),
    filterLongMs: of('filterLongMs'),
    scrollLongMs: of('scrollLongMs'),
    scrollFrameMs: of('scrollFrameMs'),
    rows: of('rows'),
    elements: of('elements'),
    kilobytes: of('kilobytes'),
  };
}

/** @param {BrowserContext} context */
async function loadCatalog(context) {
  const page = await newPage(context);
  try {
    await page.goto('/catalog');
    return Number(await bench(page, 'firstRow'));
  } finally {
    await page.close();
  }
}

/** @param {BrowserContext} context @param {{ services: number, index: number }} options */
async function loadFleet(context, { services, index }) {
  const page = await newPage(context);
  try {
    const bytes = await countBytes(page);
    await page.goto('/delivery');
    const rowMs = Number(await bench(page, 'firstRow'));
    const statesMs = Number(await bench(page, 'firstStates'));
    const kilobytes = bytes() / 1000;
    await page.waitForTimeout(1000);
    const rows = await bench(page, 'rows()');
    const elements = await bench(page, 'elements()');
    const { longTasks, frames, moved } = await bench(
      page,
      `scroll(${SCROLL_PX})`,
    );
    if (moved < SCROLL_PX / 2) {
      throw new Error(`The list scrolled by ${moved} pixels only`);
    }
    const filter = await measureFilter(page, (index * 97 + 41) % services);
    const openMs = await openInside(page);
    return {
      ...{ rowMs, statesMs, openMs, kilobytes, rows, elements },
      scrollLongMs: longest(longTasks),
      scrollFrameMs: percentile(frames, 0.95),
      filterMs: filter.ms,
      filterLongMs: longest(filter.longTasks),
    };
  } finally {
    await page.close();
  }
}

/** @param {BrowserContext} context */
async function newPage(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  return page;
}

/** Bytes of the answers of the portal's API as they came over the wire. @param {Page} page */
async function countBytes(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const asked = new Set();
  let bytes = 0;
  client.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.url.includes('/api/delivery/')) {
      asked.add(requestId);
    }
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += asked.has(requestId) ? encodedDataLength : 0;
  });
  return () => bytes;
}

/** Filters to one service, then takes the filter away. @param {Page} page @param {number} service */
async function measureFilter(page, service) {
  const name = serviceName(service);
  const box = page.getByRole('main').getByRole('searchbox').first();
  await box.focus();
  const before = (await bench(page, 'longTasks')).length;
  const result = bench(page, `filterTo(${JSON.stringify(name)})`);
  // Until the listener is there
  await page.waitForTimeout(100);
  await page.keyboard.insertText(name);
  const ms = Number(await result);
  await page.waitForTimeout(300);
  const longTasks = (await bench(page, 'longTasks')).slice(before);
  await box.fill('');
  return { ms, longTasks };
}

/** From a click on the portal's own link, with the page's code there already, to states. @param {Page} page */
async function openInside(page) {
  await page.locator('a[href="/settings"], a[href="/home"]').first().click();
  await page.waitForFunction('window.stonegardenBench.rows() === 0');
  const began = await page.evaluate(() => {
    const link = /** @type {HTMLElement} */ (
      document.querySelector('a[href="/delivery"]')
    );
    const { stonegardenBench: api } = /** @type {any} */ (window);
    const at = performance.now();
    link.click();
    return api.whenStates().then((/** @type {number} */ until) => until - at);
  });
  return Number(began);
}

/** @param {number[]} tasks */
function longest(tasks) {
  return Math.max(0, ...tasks.filter(ms => ms > LONG_MS));
}
