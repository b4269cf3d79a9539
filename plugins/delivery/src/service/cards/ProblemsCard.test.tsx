import { docsOf } from '@stonegarden/service-manifest';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { problem, repositoryWith } from '../../__testUtils__/problems';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { ProblemsCard } from './ProblemsCard';

describe('ProblemsCard', () => {
  it('says how bad, where and what', async () => {
    renderDelivery(<ProblemsCard />, {
      entity: serviceEntity({
        problems: [
          problem({ severity: 'error', code: 'syntax', line: 3 }),
          problem(),
        ],
      }),
    });
    expect(await screen.findByText('Error')).toBeInTheDocument();
    expect(screen.getByText('Warning')).toBeInTheDocument();
    expect(screen.getByText(/2 problems in the manifest/)).toHaveTextContent(
      'last valid version',
    );
    expect(screen.getByRole('link', { name: /:31:7/ })).toHaveAttribute(
      'href',
      'https://git.example.org/stonegarden/homelab/blob/main/kubernetes/services/audiobookshelf/service.yaml#L31',
    );
    expect(await axe(screen.getByRole('region', { name: 'Problems' }))).toEqual(
      [],
    );
  });

  it('explains on demand, with an example and the documentation', async () => {
    renderDelivery(<ProblemsCard />, {
      entity: serviceEntity({
        problems: [problem({ code: 'dependency-not-found' })],
      }),
    });
    const question = await screen.findByText(
      'What does dependency-not-found mean?',
    );
    expect(screen.queryByText('Wrong')).toBeNull();
    await userEvent.click(question);
    expect(
      await screen.findByText('A dependency is not a known service.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('figure', { name: 'Wrong' })).toHaveTextContent(
      'kakfa',
    );
    expect(screen.getByRole('figure', { name: 'Right' })).not.toHaveTextContent(
      'kakfa',
    );
    expect(
      screen.getByRole('link', {
        name: 'Documentation of dependency-not-found (new tab)',
      }),
    ).toHaveAttribute('href', docsOf('dependency-not-found'));
    expect(await axe(screen.getByRole('region', { name: 'Problems' }))).toEqual(
      [],
    );
  });

  it('has only the sentence for a code that it does not know', async () => {
    renderDelivery(<ProblemsCard />, {
      entity: serviceEntity({ problems: [problem({ code: 'brand-new' })] }),
    });
    await userEvent.click(await screen.findByText('What does brand-new mean?'));
    expect(
      await screen.findByText(/no further explanation/),
    ).toBeInTheDocument();
  });

  it('tells what is wrong with a repository, and since when', async () => {
    renderDelivery(<ProblemsCard />, {
      entity: repositoryWith([
        problem({
          severity: 'error',
          code: 'source-unreadable',
          file: undefined,
          line: undefined,
          column: undefined,
          since: new Date(Date.now() - 3_600_000).toISOString(),
        }),
      ]),
    });
    expect(
      await screen.findByText('1 problem in the repository.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/^since 1\sh$/)).toBeInTheDocument();
    expect(screen.queryByText(/last valid version/)).toBeNull();
  });

  it('does not speak of an older version when there are only warnings', async () => {
    renderDelivery(<ProblemsCard />, {
      entity: serviceEntity({ problems: [problem()] }),
    });
    expect(
      await screen.findByText('1 problem in the manifest.'),
    ).toBeInTheDocument();
  });
});
