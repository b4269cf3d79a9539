import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  type ClusterChanges,
  createReason,
} from '@stonegarden/backstage-plugin-delivery-common';
import { axe } from '../__testUtils__/axe';
import { ClusterChangesSection } from './ClusterChangesSection';

const known = (
  overrides: Partial<Extract<ClusterChanges, { status: 'known' }>> = {},
): ClusterChanges => ({
  status: 'known',
  renderer: 'stonegarden',
  objects: [
    {
      group: 'apps',
      kind: 'Deployment',
      name: 'audiobookshelf',
      change: 'updated',
      fields: [
        {
          path: 'spec.template.spec.containers[audiobookshelf].image',
          before: 'audiobookshelf:2.29.0',
          after: 'audiobookshelf:2.30.0',
        },
      ],
      diff: '--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-image: 2.29.0\n+image: 2.30.0\n',
    },
  ],
  totals: { created: 0, updated: 1, removed: 0 },
  dangers: [],
  ...overrides,
});

const show = async (changes?: ClusterChanges, isWaiting = false) =>
  renderInTestApp(
    <ClusterChangesSection changes={changes} isWaiting={isWaiting} />,
  );

describe('ClusterChangesSection', () => {
  it('is calm where only the image changes, with the diff on request', async () => {
    const { container } = await show(known());
    expect(
      await screen.findByText('1 object changes, nothing is deleted.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
    expect(screen.getByText(/^No volume is lost/)).toBeInTheDocument();
    expect(
      screen.getByText('image: audiobookshelf:2.29.0 → audiobookshelf:2.30.0'),
    ).toBeInTheDocument();
    const diff = { name: 'Changes in Deployment audiobookshelf' };
    expect(screen.queryByRole('region', diff)).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Show the diff of Deployment audiobookshelf',
      }),
    );
    expect(screen.getByRole('region', diff)).toHaveTextContent(
      '+added: image: 2.30.0',
    );
    expect(await axe(container)).toEqual([]);
  });

  it('says dangers loud, above what changes', async () => {
    await show(
      known({
        objects: [
          { kind: 'Service', name: 'web', change: 'removed', fields: [] },
        ],
        totals: { created: 0, updated: 0, removed: 3 },
        dangers: [
          createReason('VolumeClaimDeleted', { name: 'data' }),
          createReason('ObjectDeleted', { kind: 'Service', name: 'web' }),
        ],
      }),
    );
    const alert = await screen.findByRole('status');
    expect(alert).toHaveTextContent('2 things to look at first');
    expect(within(alert).getAllByRole('listitem')[0]).toHaveTextContent(
      'The PersistentVolumeClaim data is deleted: unless its volume is retained, its data is lost.',
    );
    expect(screen.getByText('3 objects are deleted.')).toBeInTheDocument();
    expect(
      screen.getByText('2 more objects are not listed.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/^No volume is lost/)).not.toBeInTheDocument();
  });

  it('does not say that nothing changes where it is not known', async () => {
    await show({
      status: 'unknown',
      reason: createReason('RenderingFailed', { environment: 'production' }),
    });
    expect(
      await screen.findByText(
        'What changes is not known. The gate below says why.',
      ),
    ).toBeInTheDocument();
  });

  it('keeps its place while it is waited for, and has none where nothing is written', async () => {
    const { unmount } = await show(undefined, true);
    expect(await screen.findByText('In the cluster')).toBeInTheDocument();
    unmount();
    await show(undefined);
    expect(screen.queryByText('In the cluster')).not.toBeInTheDocument();
  });
});
