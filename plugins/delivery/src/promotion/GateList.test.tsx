import {
  createReason,
  formatGateTitle,
  gateTitles,
  isBuiltInGateId,
  type GateResult,
} from '@stonegarden/backstage-plugin-delivery-common';
import { screen, waitFor, within } from '@testing-library/react';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { GateList } from './GateList';

const path = { from: 'staging', to: 'production' };

const builtIn: GateResult[] = Object.keys(gateTitles)
  .filter(isBuiltInGateId)
  .map(id => ({
    id,
    title: formatGateTitle(id, path),
    status: 'passed',
    reason: createReason('EnvironmentSynced', { environment: 'staging' }),
  }));

const foreign: GateResult = {
  id: 'change-freeze',
  title: 'production is not frozen',
  status: 'pending',
  reason: createReason('ExternalGate', {
    gate: 'change-freeze',
    message: 'production is frozen until 2 January.',
  }),
};

const rows = () => screen.getAllByRole('listitem');

const titles = () =>
  rows().map(row => within(row).getAllByText(/./, { selector: 'p' })[0]);

const titleTexts = () => titles().map(title => title.textContent);

describe('GateList', () => {
  it('says in English what the backend says', async () => {
    renderDelivery(<GateList from={path.from} gates={[...builtIn, foreign]} />);
    await screen.findByText(foreign.title);
    expect(titleTexts()).toEqual(
      [foreign, ...builtIn].map(({ title }) => title),
    );
  });

  it('begins with what somebody has to look at', () => {
    const [first, second, third, fourth] = builtIn;
    renderDelivery(
      <GateList
        from={path.from}
        gates={[
          first,
          { ...second, status: 'skipped' },
          { ...third, status: 'pending' },
          { ...fourth, status: 'failed' },
        ]}
      />,
    );
    expect(titleTexts()).toEqual(
      [fourth, third, first, second].map(({ title }) => title),
    );
  });

  it('translates its own gates, and keeps the words of others', async () => {
    renderDelivery(
      <GateList from={path.from} gates={[...builtIn, foreign]} />,
      {
        language: 'de',
      },
    );
    await waitFor(() =>
      expect(titleTexts()).toEqual([
        foreign.title,
        'staging ist gesund',
        'In staging läuft, was in Git steht',
        'Der Beförderungspfad ist eingehalten',
        'staging legt seine Images fest',
        'Die Versionen bleiben gleich',
        'Die Images passen zusammen',
        'Die Images sind gescannt',
        'Im Cluster ändert sich nichts Gefährliches',
        'Die verlangten Checks sind bestanden',
        'Die Änderung ist genehmigt',
        'In staging lief es lange genug',
        'Kein Freeze ist aktiv',
        'Das Release wurde nicht zurückgerollt',
        'Kein Rollback an Git vorbei wird rückgängig gemacht',
        'Beförderungen sind nicht angehalten',
        'Kein Vorfall ist offen',
        'Was der Dienst braucht, ist gesund',
        'Vom Fehlerbudget ist genug übrig',
        'Die Metriken liegen in ihren Grenzen',
        'Die Sync-Fenster sind offen',
        'Es gibt etwas zu befördern',
      ]),
    );
  });

  it('leads to an incident at its web address, and to no other', async () => {
    const gate = (url: string): GateResult => ({
      ...builtIn[0],
      id: 'no-incident',
      status: 'failed',
      reason: createReason('IncidentOpen', { text: 'INC-42', url }),
    });
    const view = renderDelivery(
      <GateList from="staging" gates={[gate('https://status.example/42')]} />,
    );
    const link = await screen.findByRole('link', { name: /incident/ });
    expect(link).toHaveAttribute('href', 'https://status.example/42');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    view.unmount();
    renderDelivery(
      // What another version of the backend lets through.
      // eslint-disable-next-line no-script-url
      <GateList from="staging" gates={[gate('javascript:alert(1)')]} />,
    );
    expect(await screen.findByText(/INC-42/)).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('shows what is wrong with a file, with its line, beside the other answers', async () => {
    const reasons = [
      createReason('EnvironmentUnhealthy', {
        environment: 'staging',
        health: 'Degraded',
      }),
      createReason('ImageNotPinned', {
        file: 'staging/kustomization.yaml',
        line: 7,
        image: 'ghcr.io/acme/shop',
      }),
      createReason('NothingToPromote', path),
    ];
    renderDelivery(
      <GateList
        from={path.from}
        gates={[
          { ...builtIn[0], status: 'failed', reason: reasons[0] },
          { ...builtIn[2], status: 'failed', reason: reasons[1] },
          { ...builtIn[4], status: 'skipped', reason: reasons[2] },
        ]}
      />,
    );
    await screen.findByText('Skipped');
    expect(rows().map(row => row.textContent)).toEqual([
      expect.stringMatching(/^Blocked.*staging is Degraded/),
      expect.stringMatching(/^Blocked.*staging\/kustomization\.yaml:7/),
      expect.stringMatching(/^Skipped.*nothing to promote/),
    ]);
  });

  it('says until when a gate waits, and folds those away that nothing asks for', async () => {
    const changesAt = '2099-12-07T07:00:00.000Z';
    renderDelivery(
      <GateList
        from={path.from}
        gates={[
          {
            id: 'soak',
            title: '',
            status: 'skipped',
            reason: createReason('NotRequiredByPolicy', {
              environment: 'production',
            }),
          },
          {
            id: 'freeze',
            title: '',
            status: 'pending',
            reason: createReason(
              'Frozen',
              {
                environment: 'production',
                reasons: ['Weekend'],
                until: changesAt,
              },
              { changesAt },
            ),
          },
        ]}
      />,
    );
    const frozen = await screen.findByText('No freeze is on');
    const row = frozen.closest('li')!;
    expect(row).toHaveTextContent(/until 7 Dec|until Dec 7/);
    expect(row).toHaveTextContent(
      /production is frozen: Weekend\. It opens at/,
    );
    // Its own sentence says when.
    expect(row).not.toHaveTextContent('expected to change');
    const folded = screen.getByText('1 gate not required here');
    expect(folded.closest('details')).not.toHaveAttribute('open');
    expect(folded.closest('details')).toHaveTextContent(
      'The promotion policy of production does not require it.',
    );
  });
});
