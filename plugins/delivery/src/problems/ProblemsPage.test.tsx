import { useAppLocation } from '@backstage/frontend-plugin-api';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../__testUtils__/axe';
import { serviceEntity } from '../__testUtils__/delivery';
import { entityWith, problem, repositoryWith } from '../__testUtils__/problems';
import { renderDelivery } from '../__testUtils__/renderDelivery';
import { ProblemsPage } from './ProblemsPage';

const repository = repositoryWith([
  problem({
    severity: 'error',
    code: 'unknown-team',
    message: 'The team "ghosts" is named but has no members.',
    file: 'bootstrap/teams.yaml',
  }),
]);
const catalog = [
  serviceEntity({}, 'fine'),
  entityWith('audiobookshelf', [problem()]),
  entityWith(
    'kafka',
    [
      problem({ severity: 'error', code: 'syntax', message: 'A tab indents.' }),
      problem({
        message:
          'The dependency "zoo" is not a known service: did you mean "zookeeper"?',
      }),
    ],
    { owner: 'group:default/platform' },
  ),
  repository,
];

const Address = () => <output>{useAppLocation().search}</output>;
const page = (
  <>
    <ProblemsPage />
    <Address />
  </>
);
const names = () =>
  within(screen.getByRole('list', { name: 'Manifests with problems' }))
    .getAllByRole('link', {
      name: /^(audiobookshelf|kafka|homelab-repository)$/,
    })
    .map(({ textContent }) => textContent);

// Hundreds of rows take a while where nothing is laid out.
jest.setTimeout(30_000);

describe('ProblemsPage', () => {
  it('lists manifests with problems, errors first, with team, sentence and place', async () => {
    const { container } = renderDelivery(page, { catalog });
    expect(
      await screen.findByText(/^2 errors and 2 warnings in 3 manifests\./),
    ).toBeInTheDocument();
    expect(names()).toEqual(['homelab-repository', 'kafka', 'audiobookshelf']);
    expect(screen.getByText('A tab indents.')).toHaveAttribute('lang', 'en');
    expect(screen.getByRole('link', { name: 'platform' })).toHaveAttribute(
      'href',
      '/catalog/default/group/platform',
    );
    expect(screen.getByText('Repository')).toBeInTheDocument();
    const [place] = screen.getAllByRole('link', { name: /service\.yaml:31:7/ });
    expect(place).toHaveAttribute('href', expect.stringMatching(/#L31$/));
    expect(await axe(container)).toEqual([]);
  });

  it('counts by team, severity and kind, and filters by them in the address', async () => {
    renderDelivery(page, { catalog });
    const teams = await screen.findByRole('group', { name: 'Team' });
    expect(
      within(teams)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(['platform 2', 'No team 1', 'product 1']);

    await userEvent.click(
      within(teams).getByRole('button', { name: 'platform 2' }),
    );
    expect(names()).toEqual(['kafka']);
    expect(screen.getByText('2 of 4 problems shown')).toBeInTheDocument();
    const severities = within(screen.getByRole('group', { name: 'Severity' }));
    await userEvent.click(
      severities.getByRole('button', { name: 'Warning 1' }),
    );
    expect(screen.queryByText('A tab indents.')).toBeNull();
    expect(
      screen.getByText('?team=platform&severity=warning'),
    ).toBeInTheDocument();

    await userEvent.click(
      within(teams).getByRole('button', { name: /^platform/ }),
    );
    expect(names()).toEqual(['audiobookshelf', 'kafka']);
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(names()).toHaveLength(3);
  });

  it('takes its filter from the address, and says when nothing matches', async () => {
    renderDelivery(page, {
      catalog,
      path: '/?code=syntax&filter=kafka',
    });
    expect(
      await screen.findByText('1 of 4 problems shown'),
    ).toBeInTheDocument();
    expect(names()).toEqual(['kafka']);
    await userEvent.type(screen.getByRole('searchbox'), ' nowhere');
    expect(await screen.findByText('No problem matches')).toBeInTheDocument();
  });

  it('reads more than one page of the catalog', async () => {
    const many = Array.from({ length: 620 }, (_, index) =>
      entityWith(`service-${index}`, [problem()]),
    );
    renderDelivery(page, { catalog: many });
    expect(
      await screen.findByText(
        /^0 errors and 620 warnings in 620 manifests\./,
        {},
        { timeout: 15_000 },
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Show 120 more' }),
    ).toBeInTheDocument();
  });

  it('is glad when all manifests are right', async () => {
    renderDelivery(page, { catalog: [serviceEntity()] });
    expect(
      await screen.findByText('No manifest has a problem'),
    ).toBeInTheDocument();
  });

  it('says when the catalog cannot be read, and tries again', async () => {
    const broken = catalogApiMock.mock();
    broken.queryEntities.mockRejectedValueOnce(new Error('down'));
    broken.queryEntities.mockResolvedValue({
      items: [],
      totalItems: 0,
      pageInfo: {},
    });
    renderDelivery(page, { catalogApi: broken });
    expect(await screen.findByRole('alert')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('No manifest has a problem'),
    ).toBeInTheDocument();
  });
});
