import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { Html, html, trustedHtml } from './html';
import { STYLE } from './style';

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

// Outside the page's template: white space that a formatter adds around the text would change its hash.
const STYLE_ELEMENT = trustedHtml(`<style>${STYLE}</style>`);

function contentPolicy(formTargets: string[]): string {
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** @internal */
export interface Page {
  title: string;
  /** First link of the head line. */
  home: { href: string; text: string };
  body: Html;
  status?: number;
  /** Seconds after which the browser loads the page again, while something is under way. */
  refreshAfter?: number;
  /** Origins that a form of this page may lead to by a redirect. */
  formTargets?: string[];
}

/**
 * Sends a whole page, with headers that allow nothing but its own style and forms.
 *
 * @internal
 */
export function sendPage(response: Response, page: Page) {
  const { html: text, headers } = renderPage(page);
  response
    .status(page.status ?? 200)
    .set(headers)
    .type('html')
    .send(text);
}

/**
 * A whole page as text, with the headers that belong to it.
 *
 * @internal
 */
export function renderPage(page: Page): {
  html: string;
  headers: Record<string, string>;
} {
  return {
    html: pageHtml(page).text,
    headers: {
      'Content-Security-Policy': contentPolicy(page.formTargets ?? []),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  };
}

function pageHtml({ title, home, body, refreshAfter }: Page): Html {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refreshAfter &&
        html`<meta http-equiv="refresh" content="${refreshAfter}" />`}
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <a href="${home.href}">${home.text}</a>
          <span class="note">Stonegarden sandbox, on this machine only</span>
        </header>
        <main id="content">${body}</main>
      </body>
    </html>`;
}

/**
 * A time as people say it, exact on hover.
 *
 * @internal
 */
export function ago(time: string, now: Date): Html {
  const then = new Date(time);
  const exact = `${then.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  const text = describe(seconds);
  return html`<time datetime="${then.toISOString()}" title="${exact}"
    >${text}</time
  >`;
}

function describe(seconds: number): string {
  const units: Array<[number, string]> = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
  ];
  const unit = units.find(([size]) => seconds >= size);
  return unit ? `${Math.floor(seconds / unit[0])} ${unit[1]} ago` : 'just now';
}
