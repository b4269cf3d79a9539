import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { component, serviceEntity } from '../../__testUtils__/delivery';
import { repositoryWith } from '../../__testUtils__/problems';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { DeleteInGitDialog } from './DeleteInGitDialog';
import { deleteInGit, unregister } from './unregisterItems';

const { filterFunction } = EntityContextMenuItemBlueprint.dataRefs;
const isForRegistered = createExtensionTester(unregister).get(filterFunction)!;
const isForGit = createExtensionTester(deleteInGit).get(filterFunction)!;

describe('leaving the catalog', () => {
  it('is for what comes from Git another item of the menu than for what was registered', () => {
    const fromGit = [serviceEntity(), repositoryWith([])];
    expect(fromGit.map(one => isForGit(one))).toEqual([true, true]);
    expect(fromGit.map(one => isForRegistered(one))).toEqual([false, false]);
    const registered = component('plain', { type: 'service' });
    expect(isForGit(registered)).toBe(false);
    expect(isForRegistered(registered)).toBe(true);
  });

  it('is said to happen in Git, with a link to the file', async () => {
    const onClose = jest.fn();
    renderDelivery(
      <DeleteInGitDialog
        entity={serviceEntity({}, 'shop')}
        onClose={onClose}
      />,
    );
    expect(
      await screen.findByRole('dialog', { name: 'Delete shop in Git' }),
    ).toHaveTextContent('it would come back at the next read');
    expect(
      screen.getByRole('link', { name: /services\/shop\/service\.yaml/ }),
    ).toHaveAttribute(
      'href',
      'https://git.example.org/stonegarden/homelab/blob/main/kubernetes/services/shop/service.yaml',
    );
    await userEvent.click(screen.getByText('Close'));
    expect(onClose).toHaveBeenCalled();
  });
});
