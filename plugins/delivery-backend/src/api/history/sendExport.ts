import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type Deployment,
  formatImage,
} from '@stonegarden/backstage-plugin-delivery-common';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';

const references = (release: Deployment['release']) =>
  release?.images.map(formatImage).join(' ');

/** The columns of an export, by their titles. */
const COLUMNS: Record<string, (deployment: Deployment) => string | undefined> =
  {
    id: ({ id }) => id,
    service: ({ entityRef }) => entityRef,
    environment: ({ environment }) => environment,
    from: ({ from }) => from,
    until: ({ until }) => until,
    release: ({ release }) => references(release),
    replaces: ({ replaces }) => references(replaces),
    cause: ({ cause }) => cause,
    by: ({ by }) => by,
    outcome: ({ outcome }) => outcome,
    healthy_since: ({ healthySince }) => healthySince,
    rolled_back_at: ({ rolledBack }) => rolledBack?.at,
    rolled_back_by: ({ rolledBack }) => rolledBack?.by,
    rolled_back_reason: ({ rolledBack }) => rolledBack?.reason,
    promotion: ({ promotion }) => promotion,
    requested_at: ({ stages }) => stages?.requestedAt,
    merged_at: ({ stages }) => stages?.mergedAt,
    commit: ({ revision }) => revision,
    commit_title: ({ commit }) => commit?.title,
    commit_author: ({ commit }) => commit?.author,
    committed_at: ({ commit }) => commit?.at,
    argocd: ({ instance }) => instance,
    application: ({ application }) => application,
  };

async function* toJson(items: AsyncIterable<Deployment>) {
  let separator = '[\n';
  for await (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
  yield separator.startsWith('[') ? '[]\n' : '\n]\n';
}

async function* toRow(items: AsyncIterable<Deployment>) {
  for await (const item of items) {
    yield Object.values(COLUMNS).map(column => column(item) ?? '');
  }
}

/**
 * Sends deployments as a file, as they are read from the database. Texts that a spreadsheet would take for a formula begin
 * with an apostrophe in CSV.
 */
export async function sendExport(
  response: Response,
  format: 'csv' | 'json',
  items: AsyncIterable<Deployment>,
): Promise<void> {
  response
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json')
    .attachment(`deployments.${format}`)
    .set('Cache-Control', 'private, no-store');
  if (format === 'json') {
    await pipeline(Readable.from(toJson(items)), response);
    return;
  }
  const csv = stringify({
    header: true,
    columns: Object.keys(COLUMNS),
    escape_formulas: true,
  });
  await pipeline(Readable.from(toRow(items)), csv, response);
}
