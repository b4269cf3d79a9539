import fs from 'node:fs';
import path from 'node:path';
import { startPortal } from '../scripts/lib/portal.mjs';
import { freePorts } from '../scripts/lib/ports.mjs';
import { createProgress } from '../scripts/lib/progress.mjs';
import { hasAddresses, setAddresses } from './support/addresses';

/**
 * A portal knows any number of Argo CDs; one of two that is down must not take the other with it (trouble.spec.ts). The
 * journey of trains promotes opentelemetry while both answer; no other does anything with these services.
 */
const TWO_ARGOCDS = {
  secondArgocd: 'platform.stonegarden.dev/service in (vector,opentelemetry)',
  config: ['e2e/twoArgocds.yaml'],
};

/**
 * Starts what `npm start` starts, on free ports and with nothing remembered, and stops it when the journeys are over.
 */
export default async function globalSetup() {
  if (hasAddresses()) {
    // Somebody who writes journeys keeps a portal running between attempts.
    return undefined;
  }
  const root = path.resolve(import.meta.dirname, '..');
  const stateDir = path.join(root, '.stonegarden/e2e');
  fs.rmSync(stateDir, { recursive: true, force: true });
  fs.rmSync(path.join(import.meta.dirname, 'results/screenshots'), {
    recursive: true,
    force: true,
  });
  const portal = await startPortal({
    stateDir,
    ports: await freePorts(),
    progress: createProgress(),
    // A Wednesday: the homelab's AppProjects freeze production on weekends and at the turn of the year, and what the
    // journeys do there must not depend on the day they run. `npm start` goes by the present.
    windowsAt: '2026-11-25T12:00:00Z',
    ...TWO_ARGOCDS,
  });
  setAddresses(portal);
  return () => portal.stop();
}
