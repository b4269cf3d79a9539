import { createReason } from '@stonegarden/backstage-plugin-delivery-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { minutesAgo, serviceDelivery } from '../__testUtils__/delivery';
import { deployment } from '../__testUtils__/deployment';
import {
  deliveryApiMock,
  renderDelivery,
  rollbackApiMock,
} from '../__testUtils__/renderDelivery';
import {
  candidate,
  environmentHistory,
  otherChanges,
  rollback,
  rollbackPreview,
} from '../__testUtils__/rollback';
import { EnvironmentsContent } from '../service/EnvironmentsContent';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';

const REF = 'component:default/audiobookshelf';
const IMAGE = 'ghcr.io/advplyr/audiobookshelf';

function withHistory(
  history: Parameters<typeof environmentHistory>[0] = {},
  permissions: Partial<ReturnType<typeof serviceDelivery>['permissions']> = {
    rollback: ['production'],
  },
) {
  const usual = serviceDelivery();
  return serviceDelivery({
    histories: [environmentHistory(history)],
    permissions: { ...usual.permissions, ...permissions },
  });
}

function mocks() {
  const api = deliveryApiMock();
  api.getService.mockImplementation(async () => withHistory());
  api.getPromotion.mockImplementation(async () => rollback());
  return { api, rollbackApi: rollbackApiMock() };
}

async function openDialog(given = mocks()) {
  const view = renderDelivery(<EnvironmentsContent />, given);
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Roll back production to 2.17.4',
    }),
  );
  return { ...view, dialog: await screen.findByRole('dialog') };
}

const confirm = () =>
  screen.getByRole('button', { name: 'Open pull request for production' });

describe('RollbackDialog', () => {
  it('opens the pull request with two clicks from the stop', async () => {
    const { rollbackApi, dialog } = await openDialog();
    expect(dialog).toHaveAccessibleName(
      'Roll back audiobookshelf in production',
    );
    await waitFor(() => expect(confirm()).toBeEnabled());
    await userEvent.click(confirm());
    expect(
      await within(dialog).findByRole('link', { name: /^PR #13/ }),
    ).toHaveAttribute('href', rollback().pullRequest?.url);
    expect(rollbackApi.openRollback).toHaveBeenCalledTimes(1);
    expect(rollbackApi.openRollback).toHaveBeenCalledWith(
      REF,
      { environment: 'production', deployment: 'd-1', scope: 'versions' },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('shows what would change: images, files, and the commits since', async () => {
    const { dialog } = await openDialog();
    const row = await within(dialog).findByRole('row', {
      name: new RegExp(IMAGE),
    });
    expect(row).toHaveTextContent('2.19.0');
    expect(row).toHaveTextContent('2.17.4');
    expect(
      within(dialog).getByRole('region', {
        name: /Changes in .*production\/kustomization.yaml/,
      }),
    ).toHaveTextContent('+added: newTag: 2.17.4');
    expect(
      within(dialog).getByRole('link', {
        name: 'ccccccc: Promote audiobookshelf to production: 2.19.0 (new tab)',
      }),
    ).toHaveTextContent('ccccccc');
    expect(dialog).toHaveTextContent(/guest, 3\sd ago/);
    expect(
      screen.getByText(/Nothing else in its files has changed since then/),
    ).toBeInTheDocument();
    expect(confirm()).toHaveAccessibleDescription(
      'Nothing changes in production before it is merged.',
    );
    expect(await axe(dialog)).toEqual([]);
  });

  it('chooses among the releases that ran before, and says which was rolled back', async () => {
    const given = mocks();
    given.rollbackApi.getCandidates.mockResolvedValue([
      candidate({
        deployment: deployment({
          id: 'd-9',
          release: { images: [{ name: IMAGE, tag: '2.18.0' }] },
          outcome: 'failed',
          from: minutesAgo(200),
          until: minutesAgo(80),
        }),
        rolledBack: {
          at: minutesAgo(80),
          by: 'user:default/olga',
          reason: 'Logins fail.',
        },
      }),
      candidate(),
    ]);
    const { dialog, rollbackApi } = await openDialog(given);
    const choice = await within(dialog).findByRole('radiogroup', {
      name: 'Releases that production ran before',
    });
    const [bad, good] = within(choice).getAllByRole('radio');
    expect(good).toBeChecked();
    expect(good).toHaveAccessibleName(
      /2\.17\.4 ?until 3\sd ago, ran for 6\sd · was healthy · by guest/,
    );
    expect(bad).toHaveAccessibleName(
      /2\.18\.0.*ran for 2\sh · was degraded.*Was rolled back 1\sh ago by olga\. “Logins fail\.”/,
    );
    await userEvent.click(bad);
    await waitFor(() =>
      expect(rollbackApi.previewRollback).toHaveBeenLastCalledWith(
        REF,
        { environment: 'production', deployment: 'd-9', scope: 'versions' },
        expect.anything(),
      ),
    );
    expect(await axe(dialog)).toEqual([]);
  });

  it('shows three candidates, and the others on request', async () => {
    const given = mocks();
    given.rollbackApi.getCandidates.mockResolvedValue(
      ['d-1', 'd-3', 'd-4', 'd-5', 'd-6'].map(id =>
        candidate({ deployment: deployment({ id }) }),
      ),
    );
    const { dialog } = await openDialog(given);
    const choice = await within(dialog).findByRole('radiogroup', {
      name: 'Releases that production ran before',
    });
    expect(within(choice).getAllByRole('radio')).toHaveLength(3);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all 5 releases' }),
    );
    expect(within(choice).getAllByRole('radio')).toHaveLength(5);
  });

  it('offers to go back in everything, with what that changes besides', async () => {
    const given = mocks();
    given.rollbackApi.previewRollback.mockImplementation(
      async (_ref, { scope }) =>
        rollbackPreview({
          scope,
          otherChanges: otherChanges(),
          files:
            scope === 'everything'
              ? [...rollbackPreview().files, ...otherChanges()]
              : rollbackPreview().files,
        }),
    );
    const { dialog, rollbackApi } = await openDialog(given);
    const scope = await within(dialog).findByRole('radiogroup', {
      name: 'How much goes back',
    });
    expect(
      within(scope).getByRole('radio', { name: /^Only the versions/ }),
    ).toBeChecked();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what else has changed' }),
    );
    expect(
      screen.getByRole('region', { name: /replicas.yaml/ }),
    ).toHaveTextContent('+added: replicas: 2');

    await userEvent.click(
      within(scope).getByRole('radio', { name: /^All files of production/ }),
    );
    expect(
      await within(dialog).findByText('In Git: 2 files'),
    ).toBeInTheDocument();
    await userEvent.click(confirm());
    await waitFor(() =>
      expect(rollbackApi.openRollback).toHaveBeenCalledWith(
        REF,
        { environment: 'production', deployment: 'd-1', scope: 'everything' },
        expect.anything(),
      ),
    );
  });

  it('warns, and asks for a reason where a gate does', async () => {
    const given = mocks();
    const why = createReason('ExternalGate', {
      gate: 'freeze',
      message: 'production is frozen until Monday.',
    });
    given.rollbackApi.previewRollback.mockResolvedValue(
      rollbackPreview({
        warnings: [
          createReason('ExternalGate', {
            gate: 'freeze',
            message: 'The database schema has moved on.',
          }),
        ],
        gates: [
          {
            id: 'freeze',
            title: 'No freeze',
            status: 'failed',
            yieldsToReason: true,
            reason: why,
          },
        ],
        reasonRequired: [why],
      }),
    );
    const { dialog, rollbackApi } = await openDialog(given);
    expect(
      await within(dialog).findByText('The database schema has moved on.'),
    ).toBeInTheDocument();
    expect(
      within(dialog).getAllByText('production is frozen until Monday.'),
    ).toHaveLength(1);
    expect(within(dialog).getByText('Asks for a reason')).toBeVisible();
    expect(within(dialog).queryByText('Blocked')).toBeNull();
    expect(confirm()).toBeDisabled();
    expect(confirm()).toHaveAccessibleDescription('Give a reason first.');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /^Reason/ }),
      ' Logins fail. ',
    );
    expect(await axe(dialog)).toEqual([]);
    await userEvent.click(confirm());
    await waitFor(() =>
      expect(rollbackApi.openRollback).toHaveBeenCalledWith(
        REF,
        expect.objectContaining({ reason: 'Logins fail.' }),
        expect.anything(),
      ),
    );
  });

  it('takes no reason where none is required', async () => {
    const { dialog } = await openDialog();
    await waitFor(() => expect(confirm()).toBeEnabled());
    expect(within(dialog).queryByRole('textbox')).toBeNull();
  });

  it('is part of the address: a link leads to it with everything chosen', async () => {
    const given = mocks();
    const { rollbackApi } = renderDelivery(<EnvironmentsContent />, {
      ...given,
      path: '/?rollback=production&deployment=d-7&scope=everything',
    });
    expect(await screen.findByRole('dialog')).toHaveAccessibleName(
      'Roll back audiobookshelf in production',
    );
    await waitFor(() =>
      expect(rollbackApi.previewRollback).toHaveBeenCalledWith(
        REF,
        { environment: 'production', deployment: 'd-7', scope: 'everything' },
        expect.anything(),
      ),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('follows a rollback that a link names, though the page knows nothing of it', async () => {
    const given = mocks();
    given.api.getPromotion.mockResolvedValue(
      rollback({ id: 'r-7', status: 'verifying' }),
    );
    renderDelivery(<EnvironmentsContent />, {
      ...given,
      path: '/?rollback=production&promotion=r-7',
    });
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveAccessibleName(
      'Rollback of audiobookshelf in production',
    );
    expect(
      await within(dialog).findByText(/Checking that it stays healthy/),
    ).toBeInTheDocument();
    expect(given.api.getPromotion).toHaveBeenCalledWith(
      'r-7',
      expect.anything(),
    );
  });

  it('is followed to its end: who, when, how long each stage took, what is next', async () => {
    const given = mocks();
    const { dialog, queryClient } = await openDialog(given);
    await waitFor(() => expect(confirm()).toBeEnabled());
    await userEvent.click(confirm());
    await within(dialog).findByText('Waiting for someone to merge it.');
    expect(dialog).toContainElement(document.activeElement as HTMLElement);
    expect(dialog).toHaveTextContent('audiobookshelf 2.19.0 → 2.17.4');

    given.api.getService.mockImplementation(async () =>
      withHistory({
        current: deployment({
          id: 'd-3',
          promotion: 'r-1',
          until: undefined,
          stages: {
            requestedAt: minutesAgo(10),
            mergedAt: minutesAgo(6),
            syncedAt: minutesAgo(5),
          },
        }),
      }),
    );
    given.api.getPromotion.mockImplementation(async () =>
      rollback({
        status: 'succeeded',
        createdAt: minutesAgo(10),
        mergedAt: minutesAgo(6),
        finishedAt: minutesAgo(2),
        requestReason: 'Logins fail.',
      }),
    );
    await queryClient.invalidateQueries();
    expect(
      await within(dialog).findByText(
        'production runs 2.17.4 and stays healthy.',
      ),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent(
      /Asked for by guest 10\smin ago\. “Logins fail\.”/,
    );
    await waitFor(() =>
      expect(dialog).toHaveTextContent(
        /Until the merge4\sminSync1\sminVerification3\sminIn all8\smin/,
      ),
    );
    expect(dialog).toHaveTextContent(
      '2.19.0 is still in the environment before this one. Promoting it to production again asks for a reason.',
    );
    expect(await axe(dialog)).toEqual([]);
  });

  it.each([
    [
      new DeliveryRequestError('refused', 'Nothing to roll back.', 't-1'),
      'Nothing to roll back. No pull request was opened and nothing was changed.',
    ],
    [
      new DeliveryRequestError('timeout', '', 't-1'),
      'It is not certain whether the pull request was opened.',
    ],
  ])('says what became of a request that failed', async (error, words) => {
    const given = mocks();
    given.rollbackApi.openRollback.mockRejectedValueOnce(error);
    await openDialog(given);
    await waitFor(() => expect(confirm()).toBeEnabled());
    await userEvent.click(confirm());
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Waiting for someone to merge it.'),
    ).toBeInTheDocument();
  });

  it('begins anew with the way back that one that failed offers', async () => {
    const given = mocks();
    const failed = rollback({
      status: 'failed',
      reason: createReason('TargetDegraded', { environment: 'production' }),
    });
    given.rollbackApi.openRollback.mockResolvedValue(failed);
    given.api.getPromotion.mockResolvedValue(failed);
    const { dialog } = await openDialog(given);
    await waitFor(() => expect(confirm()).toBeEnabled());
    await userEvent.click(confirm());
    const again = await within(dialog).findByRole('button', {
      name: /^Roll back production/,
    });
    await userEvent.click(again);
    await waitFor(() => expect(confirm()).toBeEnabled());
    expect(dialog).toHaveAccessibleName(
      'Roll back audiobookshelf in production',
    );
  });

  it('stays closed when the answer comes after it was closed', async () => {
    const given = mocks();
    let answer = (_: ReturnType<typeof rollback>) => {};
    given.rollbackApi.openRollback.mockReturnValue(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    await openDialog(given);
    await waitFor(() => expect(confirm()).toBeEnabled());
    await userEvent.click(confirm());
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const reads = given.api.getService.mock.calls.length;
    answer(rollback());
    // The page is read again once the answer has been taken in.
    await waitFor(() =>
      expect(given.api.getService.mock.calls.length).toBeGreaterThan(reads),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('finds what was opened though its answer was lost', async () => {
    const given = mocks();
    given.rollbackApi.openRollback.mockRejectedValueOnce(
      new DeliveryRequestError('network', '', ''),
    );
    await openDialog(given);
    await waitFor(() => expect(confirm()).toBeEnabled());
    await userEvent.click(confirm());
    expect(
      await screen.findByText(
        'This page keeps looking for the pull request. None is known so far.',
      ),
    ).toBeInTheDocument();
    given.api.getService.mockImplementation(async () =>
      withHistory({ rollback: rollback() }),
    );
    expect(
      await screen.findByText(
        'Waiting for someone to merge it.',
        {},
        { timeout: 4_000 },
      ),
    ).toBeInTheDocument();
    expect(given.rollbackApi.openRollback).toHaveBeenCalledTimes(1);
  });

  it('says which permission is missing, and who can give it', async () => {
    const given = mocks();
    given.api.getService.mockImplementation(async () => withHistory({}, {}));
    given.rollbackApi.previewRollback.mockRejectedValue(
      new DeliveryRequestError('forbidden', '', 'x', { status: 403 }),
    );
    await openDialog(given);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It requires the permission delivery.rollback.create. Ask an administrator of the portal for it.',
    );
    expect(confirm()).toBeDisabled();
  });

  it('cannot be confirmed by who may only look', async () => {
    const given = mocks();
    given.api.getService.mockImplementation(async () => withHistory({}, {}));
    await openDialog(given);
    await screen.findByRole('table');
    expect(confirm()).toBeDisabled();
    expect(confirm()).toHaveAccessibleDescription(
      /You may not roll back production/,
    );
  });

  it('says why it cannot be opened', async () => {
    const given = mocks();
    given.rollbackApi.previewRollback.mockResolvedValue(
      rollbackPreview({
        canOpen: false,
        reason: createReason('FileNotRead', { file: 'a.yaml' }),
      }),
    );
    await openDialog(given);
    await waitFor(() =>
      expect(confirm()).toHaveAccessibleDescription(
        'This cannot be judged until a.yaml is corrected.',
      ),
    );
    expect(confirm()).toBeDisabled();
  });

  it('leads to a pull request that is open already', async () => {
    const given = mocks();
    given.rollbackApi.previewRollback.mockResolvedValue(
      rollbackPreview({ existing: rollback() }),
    );
    const { dialog } = await openDialog(given);
    expect(
      await within(dialog).findByText(
        'A pull request for this rollback is already open',
      ),
    ).toBeInTheDocument();
    expect(
      within(dialog).getByRole('link', { name: /^Open PR #13/ }),
    ).toHaveAttribute('href', rollback().pullRequest?.url);
    expect(
      screen.queryByRole('button', { name: /^Open pull request/ }),
    ).toBeNull();
  });

  it('says after two seconds that the Git host is slow', async () => {
    const given = mocks();
    given.rollbackApi.previewRollback.mockReturnValue(new Promise(() => {}));
    const { dialog } = await openDialog(given);
    expect(within(dialog).queryByText(/has not answered yet/)).toBeNull();
    expect(
      await within(dialog).findByText(
        'The Git host has not answered yet; still waiting…',
        {},
        { timeout: 4_000 },
      ),
    ).toBeInTheDocument();
  });

  it('says where nothing is known that could be gone back to', async () => {
    const given = mocks();
    given.api.getService.mockImplementation(async () =>
      withHistory({ previous: undefined }),
    );
    given.rollbackApi.getCandidates.mockResolvedValue([]);
    renderDelivery(<EnvironmentsContent />, {
      ...given,
      path: '/?rollback=production',
    });
    expect(
      await screen.findByText('No earlier release of production is known'),
    ).toBeInTheDocument();
    expect(given.rollbackApi.previewRollback).not.toHaveBeenCalled();
  });

  it('is there in German', async () => {
    const given = mocks();
    renderDelivery(<EnvironmentsContent />, { ...given, language: 'de' });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'production auf 2.17.4 zurückrollen',
      }),
    );
    expect(await screen.findByRole('dialog')).toHaveAccessibleName(
      'audiobookshelf in production zurückrollen',
    );
    expect(
      await screen.findByRole('button', {
        name: 'Pull Request für production eröffnen',
      }),
    ).toBeInTheDocument();
  });
});
