import { screen } from '@testing-library/react';
import { axe } from '../../__testUtils__/axe';
import { serviceEntity } from '../../__testUtils__/delivery';
import { renderDelivery } from '../../__testUtils__/renderDelivery';
import { ProblemsCard } from './ProblemsCard';

const problem = {
  severity: 'warning',
  code: 'unknown-dependency',
  message: 'The dependency "redis" names no service of this repository.',
  file: 'kubernetes/services/audiobookshelf/service.yaml',
  line: 31,
  column: 7,
  docs: 'https://docs.example.com/unknown-dependency.md',
} as const;

describe('ProblemsCard', () => {
  it('says how bad, where and what', async () => {
    renderDelivery(<ProblemsCard />, {
      entity: serviceEntity({
        problems: [
          { ...problem, severity: 'error', code: 'syntax', line: 3 },
          problem,
        ],
      }),
    });
    expect(await screen.findByText('Error')).toBeInTheDocument();
    expect(screen.getByText('Warning')).toBeInTheDocument();
    expect(screen.getByText(/2 problems in the manifest/)).toHaveTextContent(
      'last valid version',
    );
    expect(screen.getByRole('link', { name: /:31:7/ })).toHaveTextContent(
      'kubernetes/services/audiobookshelf/service.yaml:31:7',
    );
    expect(await axe(screen.getByRole('region', { name: 'Problems' }))).toEqual(
      [],
    );
  });

  it('does not speak of an older version when there are only warnings', async () => {
    renderDelivery(<ProblemsCard />, {
      entity: serviceEntity({ problems: [problem] }),
    });
    expect(
      await screen.findByText('1 problem in the manifest.'),
    ).toBeInTheDocument();
  });
});
