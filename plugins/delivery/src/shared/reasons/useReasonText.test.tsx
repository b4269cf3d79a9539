import {
  createReason,
  type Reason,
  type ReasonCode,
  type ReasonParams,
} from '@stonegarden/backstage-plugin-delivery-common';
import { screen, waitFor } from '@testing-library/react';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { useReasonText } from './useReasonText';

const SINCE = '2026-01-01T11:00:00.000Z';
const environment = 'canary';
const instance = 'homelab';
const detail = 'an image cannot be pulled';

const EXAMPLES: { [Code in ReasonCode]: ReasonParams[Code] } = {
  ArgocdNotContacted: {},
  ArgocdTokenRefused: {},
  ArgocdErrorStatus: { status: 502 },
  ArgocdInvalidResponse: { detail },
  ArgocdTimedOut: {},
  ArgocdConnectionFailed: {},
  HealthDetail: { detail },
  ArgocdUnreachable: { instance, cause: createReason('ArgocdTimedOut', {}) },
  ArgocdNotConfigured: { cluster: 'eu-1' },
  ApplicationMissing: { environment, instance },
  ReleaseUnknown: { environment },
  EnvironmentForbidden: { permission: 'delivery.environment.read' },
  HealthUnknown: { environment, instance },
  EnvironmentHealthy: { environment },
  EnvironmentProgressing: { environment, detail },
  EnvironmentSuspended: { environment },
  EnvironmentUnhealthy: { environment, health: 'Degraded', detail },
  SyncUnknown: { environment, instance },
  SyncRunning: { environment },
  EnvironmentOutOfSync: { environment },
  EnvironmentSynced: { environment },
  VersionDiffersFromGit: {
    environment,
    image: 'shop',
    running: '1',
    wanted: '2',
  },
  ImagesPinned: { environment, file: 'a.yaml' },
  ReleaseFileMissing: {
    environment,
    file: 'a.yaml',
    commit: '0123456789abcdef0123',
  },
  ReleaseFileInvalid: { file: 'a.yaml', line: 3, column: 7, detail },
  SymbolicLink: { file: 'a.yaml', target: 'b.yaml' },
  NoImagePinned: { file: 'a.yaml' },
  ImageNotPinned: { file: 'a.yaml', line: 3, image: 'shop' },
  ImagesListed: { from: 'canary', to: 'production' },
  ImagesNotListed: {
    file: 'a.yaml',
    targetFile: 'b.yaml',
    images: [{ name: 'shop', line: 3 }],
  },
  ReleasesDiffer: { from: 'canary', to: 'production' },
  NothingToPromote: { from: 'canary', to: 'production' },
  FileNotRead: { file: 'a.yaml' },
  SeveralGates: {
    reasons: [
      createReason('FileNotRead', { file: 'a.yaml' }),
      createReason('FileNotRead', { file: 'a.yaml' }),
      createReason('GateBroken', { gate: 'soak' }),
    ],
  },
  ExternalGate: { gate: 'soak', message: 'Too soon.' },
  GateTimedOut: { gate: 'soak', seconds: 5 },
  GateBroken: { gate: 'soak' },
  PullRequestClosed: {},
  Superseded: { pullRequest: 12, release: '2.19.0' },
  PromotionUndone: { environment },
  AwaitingArgocd: { environment },
  AwaitingCommit: { environment },
  AwaitingSync: { environment },
  MergeNotCompared: { environment },
  Syncing: { environment, detail },
  SyncFailed: { environment, detail },
  ImageNotRunning: { environment, image: 'shop' },
  AwaitingHealth: { environment, health: 'Progressing' },
  TargetDegraded: { environment },
  CheckFailed: {},
  Recorded: { text: 'As it was.' },
};
const CODES = Object.keys(EXAMPLES) as ReasonCode[];

/** Words of other programs and of earlier versions are the same in each language. */
const VERBATIM: ReasonCode[] = [
  'HealthDetail',
  'ReleaseFileInvalid',
  'ExternalGate',
  'Syncing',
  'Recorded',
];

const Texts = ({ reasons }: { reasons: Reason[] }) => {
  const text = useReasonText();
  return (
    <ul>
      {reasons.map((reason, index) => (
        <li key={index}>{text(reason)}</li>
      ))}
    </ul>
  );
};

const shown = () =>
  screen.getAllByRole('listitem').map(item => item.textContent ?? '');

async function texts(reasons: Reason[]): Promise<string[]> {
  renderDelivery(<Texts reasons={reasons} />);
  await screen.findAllByRole('listitem');
  return shown();
}

describe('useReasonText', () => {
  it('says every code in English as the backend does', async () => {
    const reasons = CODES.map(code => createReason(code, EXAMPLES[code]));
    expect(await texts(reasons)).toEqual(reasons.map(one => one.message));
  });

  it('says every code in German', async () => {
    const reasons = CODES.map(code => createReason(code, EXAMPLES[code]));
    renderDelivery(<Texts reasons={reasons} />, { language: 'de' });
    await waitFor(() => {
      const untranslated = reasons.filter(({ message }) =>
        shown().includes(message),
      );
      expect(untranslated.map(({ code }) => code)).toEqual(VERBATIM);
    });
    for (const text of shown()) {
      expect(text).not.toMatch(/{{|undefined|\[object/);
    }
  });

  it('says times as the viewer reads them', async () => {
    const [unreachable, healthy, changing] = await texts([
      createReason('ArgocdUnreachable', { instance, since: SINCE }),
      createReason('EnvironmentHealthy', { environment, since: SINCE }),
      createReason('SyncRunning', { environment }, { changesAt: SINCE }),
    ]);
    for (const text of [unreachable, healthy, changing]) {
      expect(text).toContain('Jan 1, 2026');
      expect(text).not.toContain(SINCE);
    }
  });

  it('falls back to the sentence of a newer backend', async () => {
    const newer = {
      code: 'MoonPhase',
      params: {},
      message: 'The moon is full.',
    } as unknown as Reason;
    expect(await texts([newer])).toEqual(['The moon is full.']);
  });
});
