import {
  createReason,
  type Reason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { screen, waitFor } from '@testing-library/react';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { useReasonText } from './useReasonText';

const SINCE = '2026-01-01T11:00:00.000Z';
const environment = 'canary';
const instance = 'homelab';
const detail = 'an image cannot be pulled';

/** Reasons of each shape: plain, with numbers, with others inside, with another program's words. */
const REASONS: Reason[] = [
  createReason('ArgocdErrorStatus', { status: 502 }),
  createReason('ArgocdUnreachable', {
    instance,
    cause: createReason('ArgocdTimedOut', {}),
  }),
  createReason('EnvironmentUnhealthy', {
    environment,
    health: 'Degraded',
    detail,
  }),
  createReason('ImagesNotListed', {
    file: 'a.yaml',
    targetFile: 'b.yaml',
    images: [{ name: 'shop', line: 3 }],
  }),
  createReason('SeveralGates', {
    reasons: [
      createReason('FileNotRead', { file: 'a.yaml' }),
      createReason('FileNotRead', { file: 'a.yaml' }),
      createReason('GateBroken', { gate: 'soak' }),
    ],
  }),
  createReason('CheckFailed', {}),
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
  it('says in English what the backend says', async () => {
    expect(await texts(REASONS)).toEqual(REASONS.map(one => one.message));
  });

  it('says them in German', async () => {
    renderDelivery(<Texts reasons={REASONS} />, { language: 'de' });
    await waitFor(() =>
      expect(shown()).toEqual([
        'Die Antwort war Status 502.',
        'Argo CD homelab antwortet nicht. Die Antwort kam nicht rechtzeitig.',
        expect.stringMatching(
          /^Zustand von canary: .+: an image cannot be pulled\. .+/,
        ),
        expect.stringContaining('a.yaml:3'),
        expect.stringMatching(/a\.yaml.*soak/),
        expect.stringMatching(
          /^Die Beförderung lässt sich gerade nicht prüfen/,
        ),
      ]),
    );
    const english = REASONS.map(({ message }) => message);
    for (const text of shown()) {
      expect(english).not.toContain(text);
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
