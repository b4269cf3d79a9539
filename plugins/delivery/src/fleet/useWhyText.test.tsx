import { screen } from '@testing-library/react';
import {
  createReason,
  type FleetRow,
} from '@stonegarden/backstage-plugin-delivery-common';
import { fleetCell, fleetRow } from '../__testUtils__/fleet';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { hasWhy, useWhyText } from './useWhyText';

const Why = ({ row }: { row: FleetRow }) => (
  <p>Why: {useWhyText(['production'])(row) || 'nothing to say'}</p>
);

const lag = [
  fleetCell('staging', { release: '2.30.0' }),
  fleetCell('production', { release: '2.29.0', lag: {} }),
];

describe('why a service needs somebody', () => {
  it.each<[string, Partial<FleetRow>]>([
    ['nothing to say', {}],
    ['No environments', { environments: [] }],
    [
      'dev: Argo CD has no application for dev yet.',
      {
        why: {
          environment: 'dev',
          reason: createReason('ApplicationMissing', { environment: 'dev' }),
        },
      },
    ],
    [
      'Argo CD does not say why dev is degraded.',
      {
        need: 'degraded',
        environments: [fleetCell('dev', { health: 'Degraded' })],
      },
    ],
    [
      'Argo CD does not say why dev cannot be synced.',
      {
        need: 'sync-failing',
        environments: [fleetCell('dev', { syncFailing: true })],
      },
    ],
    [
      'Argo CD edge does not answer.',
      {
        need: 'unreachable',
        environments: [fleetCell('dev', { stale: true, instance: 'edge' })],
      },
    ],
    [
      'Nothing is known about dev.',
      {
        need: 'unreachable',
        environments: [fleetCell('dev', { presence: 'unknown' })],
      },
    ],
    [
      'staging runs 2.30.0. No promotion is under way.',
      { need: 'behind', environments: lag },
    ],
    [
      'A pull request for production is open.',
      {
        need: 'behind',
        environments: lag,
        promotion: { to: 'production', status: 'open' },
      },
    ],
    [
      'The promotion to production waits for approval.',
      {
        need: 'approval',
        promotion: { to: 'production', status: 'open', approval: 'awaited' },
      },
    ],
    [
      'The promotion to production is held up.',
      {
        need: 'blocked',
        promotion: { to: 'production', status: 'open', blocked: true },
      },
    ],
    [
      'The promotion to production is being verified.',
      { promotion: { to: 'production', status: 'verifying' } },
    ],
  ])('%s', async (text, overrides) => {
    const row = fleetRow('shop', overrides);
    renderDelivery(<Why row={row} />);
    expect(await screen.findByText(`Why: ${text}`)).toBeInTheDocument();
    expect(hasWhy(row)).toBe(text !== 'nothing to say');
  });
});
