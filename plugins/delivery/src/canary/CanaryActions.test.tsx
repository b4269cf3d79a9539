import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  CanaryStatus,
  RolloutProgress,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { rolloutProgress } from '../__testUtils__/canary';
import { environment, serviceDelivery } from '../__testUtils__/delivery';
import {
  deliveryApiMock,
  renderDelivery,
  resourceApiMock,
  rollbackApiMock,
} from '../__testUtils__/renderDelivery';
import { releaseDetails } from '../__testUtils__/resources';
import { environmentHistory } from '../__testUtils__/rollback';
import { EnvironmentsContent } from '../service/EnvironmentsContent';
import { DeliveryRequestError } from '../shared/api/DeliveryRequestError';

async function renderCanary(
  state: CanaryStatus['state'],
  options: {
    may?: boolean;
    mayBypass?: boolean;
    refuse?: Error;
    vanishes?: boolean;
    progress?: RolloutProgress;
    /** The release cannot be read. */
    unread?: boolean;
  } = {},
) {
  const api = deliveryApiMock();
  const rollbackApi = rollbackApiMock();
  const usual = serviceDelivery();
  api.getService.mockImplementation(async () =>
    serviceDelivery({
      environments: [
        environment('canary', {
          rollout: 'canary',
          canary:
            options.vanishes && rollbackApi.runRolloutAction.mock.calls.length
              ? undefined
              : {
                  release: {
                    images: [
                      { name: 'ghcr.io/advplyr/audiobookshelf', tag: '2.20.0' },
                    ],
                  },
                  state,
                  podHash: '6d6fd7d89d',
                  ...(state === 'aborted' ? {} : { step: 1 }),
                },
        }),
      ],
      transitions: [],
      histories: [environmentHistory({ environment: 'canary' })],
      permissions: {
        ...usual.permissions,
        rollout: options.may === false ? [] : ['canary'],
        override: [],
        rolloutBypass: options.mayBypass ? ['canary'] : [],
      },
    }),
  );
  if (options.refuse) {
    rollbackApi.runRolloutAction.mockRejectedValueOnce(options.refuse);
  }
  const resourceApi = resourceApiMock();
  if (options.unread) {
    resourceApi.getRelease.mockRejectedValue(
      new DeliveryRequestError('unavailable', 'Argo CD is down.', 'x'),
    );
  } else {
    resourceApi.getRelease.mockImplementation(async () =>
      releaseDetails({ rollouts: options.progress ? [options.progress] : [] }),
    );
  }
  const { queryClient } = renderDelivery(<EnvironmentsContent />, {
    api,
    rollbackApi,
    resourceApi,
  });
  const stop = await screen.findByRole('article', {
    name: 'Environment canary',
  });
  return { stop, rollbackApi, resourceApi, queryClient };
}

describe('CanaryActions', () => {
  it('aborts a canary once it has said what happens, and offers to take the version back out of Git', async () => {
    const { stop, rollbackApi } = await renderCanary('progressing');
    await userEvent.click(
      within(stop).getByRole('button', {
        name: 'Abort the canary 2.20.0 in canary',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'All traffic goes back to the stable version, and 2.20.0 stops. Git goes on naming 2.20.0.',
    );
    expect(rollbackApi.runRolloutAction).not.toHaveBeenCalled();
    expect(await axe(dialog)).toEqual([]);

    await userEvent.dblClick(
      within(dialog).getByRole('button', { name: 'Abort the canary' }),
    );
    expect(
      await within(dialog).findByText('Argo CD aborts the canary 2.20.0.'),
    ).toBeInTheDocument();
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledTimes(1);
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      'canary',
      { action: 'abort' },
    );

    await userEvent.click(
      within(dialog).getByRole('button', {
        name: 'Roll back canary to 2.17.4',
      }),
    );
    await waitFor(() =>
      expect(screen.getByRole('dialog')).toHaveAccessibleName(
        'Roll back audiobookshelf in canary',
      ),
    );
  });

  it('still offers to take the version back when the canary is gone by then', async () => {
    const { stop } = await renderCanary('progressing', { vanishes: true });
    await userEvent.click(within(stop).getByRole('button', { name: /^Abort/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Abort the canary' }),
    );
    await waitFor(() => expect(stop).not.toHaveTextContent('2.20.0'));
    const dialog = screen.getByRole('dialog');
    expect(dialog).toHaveTextContent('Git still names 2.20.0 for canary.');
    expect(
      within(dialog).getByRole('button', {
        name: 'Roll back canary to 2.17.4',
      }),
    ).toBeInTheDocument();
    expect(
      within(stop).queryByRole('button', { name: /^(Abort|Retry)/ }),
    ).toBeNull();
  });

  it('retries an aborted canary', async () => {
    const { stop, rollbackApi } = await renderCanary('aborted');
    expect(
      within(stop).getByRole('button', { name: 'Roll back canary to 2.17.4' }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(stop).getByRole('button', {
        name: 'Retry the canary 2.20.0 in canary',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'The canary begins again at its first step: 2.20.0 receives traffic again.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Retry the canary' }),
    );
    await within(dialog).findByText('Argo CD begins the canary 2.20.0 again.');
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledWith(
      expect.anything(),
      'canary',
      { action: 'retry', podHash: '6d6fd7d89d' },
    );
  });

  it('is not there for who may not', async () => {
    const { stop } = await renderCanary('paused', { may: false });
    expect(within(stop).queryByRole('button', { name: /^Abort/ })).toBeNull();
  });

  it('says why nothing was done', async () => {
    const { stop } = await renderCanary('paused', {
      refuse: new DeliveryRequestError('refused', 'No canary runs.', 'x'),
    });
    await userEvent.click(within(stop).getByRole('button', { name: /^Abort/ }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Abort the canary' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The canary could not be abortedNo canary runs. Nothing was changed.',
    );
  });

  it('resumes a pause at the step that the person saw, and looks again', async () => {
    const { stop, rollbackApi, resourceApi } = await renderCanary('paused', {
      progress: rolloutProgress(),
    });
    await within(stop).findByRole('list', { name: /^Steps/ });
    await userEvent.click(
      within(stop).getByRole('button', {
        name: 'Resume the canary 2.20.0 in canary',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'The pause ends now, and 2.20.0 goes on to the next step. The analysis in the background goes on judging it.',
    );
    expect(await axe(dialog)).toEqual([]);
    const before = resourceApi.getRelease.mock.calls.length;
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Resume the canary' }),
    );
    await within(dialog).findByText(
      'Argo CD ends the pause of the canary 2.20.0.',
    );
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledWith(
      'component:default/audiobookshelf',
      'canary',
      { action: 'resume', step: 1, podHash: '6d6fd7d89d' },
    );
    await waitFor(() =>
      expect(resourceApi.getRelease.mock.calls.length).toBeGreaterThan(before),
    );
  });

  it.each([
    [
      'of no analysis where none runs',
      { analysisRuns: [] },
      /goes on to the next step\.(?!.*judging)/,
    ],
    [
      'that an analysis was inconclusive',
      { message: 'InconclusiveAnalysisRun' },
      /an analysis was inconclusive: it could not tell whether 2\.20\.0 is good\. The pause ends now, and the analysis runs again\./,
    ],
  ])('says before a pause is ended %s', async (_, overrides, said) => {
    const { stop } = await renderCanary('paused', {
      progress: rolloutProgress(overrides),
    });
    await within(stop).findByRole('list', { name: /^Steps/ });
    await userEvent.click(
      within(stop).getByRole('button', { name: /^Resume the canary/ }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(said);
  });

  it('says that an analysis which has not begun is left out', async () => {
    const { stop } = await renderCanary('progressing', {
      mayBypass: true,
      progress: rolloutProgress({
        steps: [
          { type: 'weight', weight: 10 },
          { type: 'weight', weight: 50 },
        ],
        step: 0,
        phase: 'Progressing',
        analysisRuns: [],
        backgroundAnalysis: { startingStep: 1 },
      }),
    });
    await within(stop).findByRole('list', { name: /^Steps/ });
    await userEvent.click(
      within(stop).getByRole('button', { name: /^Promote the canary/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('This skips checks of the new version:');
    expect(within(dialog).getByRole('listitem')).toHaveTextContent(
      'the analysis in the background',
    );
  });

  it('says what promoting fully leaves out before it asks for it', async () => {
    const { stop, rollbackApi } = await renderCanary('paused', {
      mayBypass: true,
      progress: rolloutProgress(),
    });
    await within(stop).findByRole('list', { name: /^Steps/ });
    await userEvent.click(
      within(stop).getByRole('button', { name: /^Promote the canary/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent?.replace(/\u00a0/g, ' ')),
    ).toEqual([
      'a pause of 10 min',
      'an analysis',
      'a pause until somebody resumes it',
      'the rest of the analysis that is running (success-rate)',
    ]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Promote fully' }),
    );
    await within(dialog).findByText(/promotes the canary 2.20.0 fully/);
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledWith(
      expect.anything(),
      'canary',
      { action: 'promote-full', step: 1, podHash: '6d6fd7d89d' },
    );
  });

  it('skips an analysis, and says so when the canary has moved on meanwhile', async () => {
    const { stop, rollbackApi } = await renderCanary('progressing', {
      mayBypass: true,
      progress: rolloutProgress({ step: 2, phase: 'Progressing' }),
      refuse: new DeliveryRequestError(
        'refused',
        'The canary has moved on.',
        'x',
      ),
    });
    await userEvent.click(
      await within(stop).findByRole('button', { name: /^Skip the step/ }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('listitem')).toHaveTextContent(
      'an analysis',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Skip the step' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The step could not be skippedThe canary has moved on. Nothing was changed.',
    );
    // The dialog speaks of the step that it was at, so it asks for nothing more.
    expect(
      within(dialog)
        .getAllByRole('button')
        .map(({ textContent }) => textContent)
        // The cross says nothing.
        .filter(Boolean),
    ).toEqual(['Close']);
    expect(rollbackApi.runRolloutAction).toHaveBeenCalledWith(
      expect.anything(),
      'canary',
      { action: 'skip-current-step', step: 2, podHash: '6d6fd7d89d' },
    );
  });

  it('leaves out no step for who may not', async () => {
    const { stop } = await renderCanary('paused', {
      progress: rolloutProgress(),
    });
    await within(stop).findByRole('list', { name: /^Steps/ });
    expect(
      within(stop).queryByRole('button', { name: /^(Promote|Skip)/ }),
    ).toBeNull();
  });

  it('still resumes and promotes while the steps cannot be read', async () => {
    const { stop } = await renderCanary('paused', {
      mayBypass: true,
      unread: true,
    });
    expect(
      await within(stop).findByText(
        'The steps are not known. Argo CD is down.',
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      within(stop).getByRole('button', { name: /^Promote the canary/ }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Which ones is not known now.',
    );
    expect(
      within(stop).getByRole('button', { name: /^Resume/, hidden: true }),
    ).toBeInTheDocument();
  });

  it('tells nothing by steps that could not be read again', async () => {
    const { stop, resourceApi, queryClient } = await renderCanary('paused', {
      mayBypass: true,
      progress: rolloutProgress(),
    });
    await within(stop).findByRole('list', { name: /^Steps/ });
    resourceApi.getRelease.mockRejectedValue(
      new DeliveryRequestError('unavailable', 'Argo CD is down.', 'x'),
    );
    await act(() => queryClient.invalidateQueries());
    await within(stop).findByText(/This could not be refreshed/);
    await userEvent.click(
      within(stop).getByRole('button', { name: /^Promote the canary/ }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Which ones is not known now.',
    );
  });
});
